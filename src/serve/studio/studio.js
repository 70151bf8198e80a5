// The studio: every piece of a kit side by side, drawn anew when its file is saved.
"use strict";

const TEXTS = {
  id: {
    skip: "Langsung ke isi", zoom: "Ukuran", theme: "Tema", language: "Bahasa",
    pages: "Halaman", texts: "Teks dan cetakan", site: "Lihat situs", kits: "Kampanye",
    flyer: "Halaman e-flyer", kit: "Halaman bahan", pieces: "berkas", draft: "draf",
    safe: "Batas aman", folds: "Lipatan dan panel", bleed: "Garis potong",
    text_boxes: "Kotak teks", contrast: "Kontras teks",
    fine: "Tidak ada yang salah.", lost: "Sebar tidak berjalan lagi. Jalankan sebar serve.",
    read: "Dibaca ulang", none: "Belum ada kampanye. Buat dengan: sebar new campaign NAMA",
    gone: "Kampanye ini sedang tidak dapat dibaca. Yang terlihat di bawah adalah keadaan sebelumnya.",
    characters: "karakter", sizes: "Ukuran berkas di halaman baru terisi setelah sebar build.",
  },
  en: {
    skip: "Skip to content", zoom: "Size", theme: "Theme", language: "Language",
    pages: "Pages", texts: "Texts and print", site: "View the site", kits: "Campaigns",
    flyer: "E-flyer page", kit: "Kit page", pieces: "files", draft: "draft",
    safe: "Safe area", folds: "Folds and panels", bleed: "Cut line",
    text_boxes: "Text boxes", contrast: "Contrast of text",
    fine: "Nothing is wrong.", lost: "Sebar is not running any more. Start sebar serve.",
    read: "Read again", none: "There is no campaign yet. Begin one: sebar new campaign NAME",
    gone: "This campaign cannot be read now. What you see below is what it was before.",
    characters: "characters", sizes: "File sizes on pages are filled in by sebar build.",
  },
};

const $ = (id) => document.getElementById(id);
const recall = (key, usual) => { try { return localStorage.getItem("sebar-" + key) ?? usual; } catch { return usual; } };
const keep = (key, value) => { try { localStorage.setItem("sebar-" + key, value); } catch { /* private window */ } };
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (name === "text") element.textContent = value; else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
};

let tongue = recall("tongue", "");
let site = null;
const t = (key) => TEXTS[tongue][key] ?? key;
const address = (path) => path.split("/").map(encodeURIComponent).join("/");
const OVERLAYS = ["safe", "folds", "bleed", "text_boxes", "contrast"];
const overlays = JSON.parse(recall("overlays", '{"folds":true}'));

// ---- what is wrong

function problemList(problems) {
  const list = make("div", { class: "problems" });
  for (const problem of problems) {
    const summary = make("summary", {},
      make("b", { text: problem.message }), make("code", { text: problem.file ?? problem.code }));
    list.append(make("details", { class: "problem " + problem.severity, open: problem.severity === "error" ? "" : null },
      summary, make("pre", { text: problem.text })));
  }
  return list;
}

// ---- one piece

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
}, { rootMargin: "600px" });

function fit(tile) {
  const zoom = $("zoom").value / 100;
  const frame = tile.querySelector(".frame");
  const { kind } = tile.dataset;
  if (kind === "text") return;
  const width = Number(tile.dataset.width), height = Number(tile.dataset.height);
  frame.style.width = width * zoom + "px";
  frame.style.height = height * zoom + "px";
  const page = frame.querySelector("iframe");
  if (page) {
    const [phone, tall] = SIZES.page;
    Object.assign(page.style, { width: phone + "px", height: tall + "px", transform: `scale(${zoom * width / phone})` });
  }
}

const SIZES = { page: [412, 915], print: [1123, 794], file: [600, 200] };

function newTile(piece) {
  const [width, height] = piece.width ? [piece.width, piece.height] : SIZES[piece.kind] ?? [300, 200];
  const scale = piece.kind === "page" ? 2.2 : 1; // a phone has two or three pixels in a CSS pixel
  const tile = make("figure", { class: "tile", "data-path": piece.path, "data-kind": piece.kind,
    "data-width": width * scale, "data-height": height * scale });
  const frame = make("div", { class: piece.kind === "text" ? "frame words" : "frame" });
  const name = piece.path.endsWith("/index.html") ? t("flyer") : piece.path.endsWith("/kit.html") ? t("kit") : piece.name;
  const size = make("span", { class: "size", text: piece.kind === "image" ? `${piece.width} × ${piece.height}` : "" });
  tile.append(frame, make("figcaption", {}, make("a", { href: "/site/" + address(piece.path), target: "_blank", text: name }), size));
  tile.stamp = piece.stamp;
  fit(tile);
  seen.observe(tile);
  return tile;
}

async function draw(tile) {
  const { path, kind } = tile.dataset;
  const stamp = tile.stamp;
  tile.drawn = stamp;
  const frame = tile.querySelector(".frame");
  if (kind === "page") {
    if (!frame.firstChild) frame.append(make("iframe", { src: "/site/" + address(path), title: path, loading: "lazy" }));
    fit(tile);
    return;
  }
  if (kind === "image") show(tile, path, stamp);
  const answer = await fetch("/studio/piece/" + address(path)).catch(() => null);
  if (!answer?.ok || tile.stamp !== stamp) return;
  const piece = await answer.json();
  tile.over = piece.overlay;
  if (kind === "text") {
    frame.textContent = piece.text ?? "";
    tile.querySelector(".size").textContent = piece.text ? `${[...piece.text.trim()].length} ${t("characters")}` : "";
  } else if (kind !== "image" && piece.picture) show(tile, piece.picture, stamp);
  tile.classList.toggle("stale", kind !== "text" && !piece.picture);
  tile.querySelector(".problems")?.remove();
  if (piece.problems.length) tile.append(problemList(piece.problems));
  overlay(tile);
}

/** Loads the picture beside the old one, so that nothing blinks. */
function show(tile, path, stamp) {
  const frame = tile.querySelector(".frame");
  const picture = new Image();
  picture.alt = "";
  picture.src = "/site/" + address(path) + "?" + stamp;
  picture.onload = () => {
    if (tile.stamp !== stamp) return;
    if (tile.dataset.kind === "print") {
      if (tile.over?.paper) tile.dataset.width = Math.round(tile.over.paper * 96 / 25.4); // as wide as on paper
      tile.dataset.height = Math.round(tile.dataset.width * picture.naturalHeight / picture.naturalWidth);
      fit(tile);
      overlay(tile);
    }
    const old = frame.querySelector("img");
    if (old) { old.replaceWith(picture); tile.classList.remove("fresh"); void tile.offsetWidth; tile.classList.add("fresh"); } else frame.prepend(picture);
    tile.classList.remove("stale");
    performance.mark("drawn " + tile.dataset.path);
  };
}

// ---- what can be drawn over a piece

/** A drawing in the pixels of a piece's picture: lines and letters are as large at every zoom. */
function drawing([width, height], tile) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const px = width / (Number(tile.dataset.width) * $("zoom").value / 100);
  const add = (name, attributes, text = "") => {
    const element = document.createElementNS(ns, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    svg.append(element);
  };
  /** A line that is seen on dark ground as well. */
  const line = (d, colour, wide, dash = 0) => {
    add("path", { d, fill: "none", stroke: "#fff", "stroke-opacity": .7, "stroke-width": px * (wide + 1.25) });
    add("path", { d, fill: "none", stroke: colour, "stroke-width": px * wide, "stroke-dasharray": dash ? `${5 * px} ${3 * px}` : "none" });
  };
  const around = ([left, top, right, bottom]) => `M${left} ${top}H${right}V${bottom}H${left}Z`;
  /** A sign that begins at (x, y), or has that in its middle. */
  const sign = (x, y, words, colour, centred) => {
    const wide = (words.length * 6.2 + 8) * px, high = 15 * px;
    const left = Math.max(0, Math.min(centred ? x - wide / 2 : x, width - wide));
    add("rect", { x: left, y, width: wide, height: high, rx: 3 * px, fill: colour });
    add("text", { x: left + 4 * px, y: y + 11 * px, fill: "#fff", "font-size": 11 * px, "font-weight": 600,
      "font-family": "system-ui, sans-serif", textLength: wide - 8 * px, lengthAdjust: "spacingAndGlyphs" }, words);
  };
  return { svg, px, add, line, around, sign };
}

/** Lines of a paragraph that have the same contrast, as one box. */
function paragraphs(texts) {
  const joined = [];
  for (const { rect: [left, top, right, bottom], contrast, least } of texts) {
    const said = contrast === null ? "?" : contrast.toFixed(1);
    const enough = contrast === null || contrast >= least;
    const last = joined.at(-1);
    if (last?.said === said && last.enough === enough && top - last.rect[3] < bottom - top && top > last.rect[1] && left < last.rect[2] && right > last.rect[0]) {
      const [x, y, w, z] = last.rect;
      last.rect = [Math.min(x, left), y, Math.max(w, right), Math.max(z, bottom)];
    } else joined.push({ rect: [left, top, right, bottom], said, enough, known: contrast !== null });
  }
  return joined;
}

function overlay(tile) {
  const frame = tile.querySelector(".frame");
  frame.querySelector("svg")?.remove();
  const over = tile.over;
  if (!over) return;
  const [width, height] = over.size;
  const { svg, px, add, line, around, sign } = drawing(over.size, tile);
  if (overlays.safe) {
    for (const safe of over.safe) {
      if (!over.paper) add("path", { "fill-rule": "evenodd", fill: "#c4002b", "fill-opacity": .35, d: `M0 0H${width}V${height}H0Z ${around(safe)}` });
      line(around(safe), "#0067b8", 1.25, true);
    }
  }
  if (overlays.bleed) for (const cut of over.cut) line(around(cut), "#d0006f", 1.25);
  if (overlays.text_boxes) for (const text of over.texts) line(around(text.rect), "#6b3fa0", 1);
  if (overlays.contrast) {
    const joined = paragraphs(over.texts);
    for (const { rect: [left, top, right, bottom], said, enough, known } of joined) {
      const colour = enough ? known ? "#0b6e4f" : "#5a5a5a" : "#b3001b";
      line(around([left, top, right, bottom]), colour, enough ? .75 : 2);
      const wide = (said.length * 6.2 + 12) * px;
      const inTheWay = ({ rect }) => rect[0] >= right - px && rect[0] < right + wide && rect[1] < top + 15 * px && rect[3] > top;
      if (joined.some(inTheWay) || right + wide > width) sign(right - wide, top - 14 * px, said, colour);
      else sign(right + 2 * px, top - px, said, colour);
    }
  }
  if (overlays.folds) {
    for (const [x, top, , bottom] of over.folds) line(`M${x} ${top}V${bottom}`, "#d0006f", 1.5, true);
    for (const { name, millimetres, rect } of over.folds.length ? over.panels : []) {
      sign((rect[0] + rect[2]) / 2, rect[3] - 17 * px, `${name} · ${millimetres.toFixed(1)} mm`, "#d0006f", true);
    }
  }
  if (svg.firstChild) frame.append(svg);
}

// ---- a kit

let shown = null; // the folder of the kit that is shown

async function showKit(folder, isUpdate) {
  const answer = await fetch("/studio/kit/" + address(folder)).catch(() => null);
  if (!answer) return;
  const main = $("main");
  if (!answer.ok) {
    const place = main.querySelector(".wrong") ?? main.appendChild(make("div", { class: "wrong" }));
    place.replaceChildren(make("p", { class: "empty", text: t("gone") }), problemList(site?.problems ?? []));
    if (place !== main.firstChild) main.prepend(place);
    return;
  }
  const kit = await answer.json();
  const tiles = new Map();
  if (isUpdate && shown === folder) for (const tile of main.querySelectorAll(".tile")) tiles.set(tile.dataset.path, tile);
  shown = folder;
  document.title = kit.title + " · Sebar";
  const checks = make("div", { class: "checks" });
  for (const name of OVERLAYS) {
    const box = make("input", { type: "checkbox" });
    box.checked = !!overlays[name];
    box.onchange = () => { overlays[name] = box.checked; keep("overlays", JSON.stringify(overlays)); document.querySelectorAll(".tile").forEach(overlay); };
    checks.append(make("label", {}, box, t(name)));
  }
  const parts = [make("h1", { text: kit.title }), make("p", { class: "links" },
    make("a", { href: "/site/" + address(folder) + "/index.html", target: "_blank", text: t("flyer") }),
    make("a", { href: "/site/" + address(folder) + "/kit.html", target: "_blank", text: t("kit") })), checks,
    make("div", { class: "wrong" }, problemList(kit.problems))];
  for (const group of kit.groups) {
    const title = ["pages", "texts"].includes(group.title) ? t(group.title) : group.title;
    const row = make("div", { class: "row" });
    for (const piece of group.tiles) {
      const old = tiles.get(piece.path);
      if (old) refresh(old, piece.stamp);
      row.append(old ?? newTile(piece));
    }
    parts.push(make("section", {}, make("h2", {}, title, make("small", { text: group.file ?? "" })), row));
  }
  main.replaceChildren(...parts);
}

function refresh(tile, stamp) {
  if (tile.dataset.kind === "page") { seen.observe(tile); return; } // a page looks after itself
  if (tile.stamp === stamp) return;
  tile.stamp = stamp;
  seen.unobserve(tile);
  seen.observe(tile);
}

// ---- the site

function showHome() {
  shown = null;
  document.title = "Sebar · " + site.office;
  const cards = make("div", { class: "cards" });
  for (const kit of site.kits) {
    const card = make("a", { class: "card", href: "#/" + kit.folder });
    if (kit.cover) card.append(make("img", { src: "/site/" + address(kit.cover.path) + "?" + kit.cover.stamp, alt: "", loading: "lazy" }));
    card.append(make("div", {}, make("strong", { text: kit.title }),
      make("small", { text: `${kit.language_name} · ${kit.pieces} ${t("pieces")}${kit.draft ? " · " + t("draft") : ""}` })));
    cards.append(card);
  }
  $("main").replaceChildren(make("h1", { text: t("kits") }),
    make("p", { class: "links" }, make("a", { href: "/site/", target: "_blank", text: t("site") }), t("sizes")),
    site.problems.length ? problemList(site.problems) : make("p", { class: "empty", text: t("fine") }),
    site.kits.length ? cards : make("p", { class: "empty", text: t("none") }));
}

async function load() {
  site = await (await fetch("/studio/site.json")).json();
  if (!tongue) tongue = site.language === "id" ? "id" : "en";
  document.documentElement.lang = tongue;
  $("tongue").value = tongue;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  $("office").textContent = site.office;
  $("theme").replaceChildren(...site.themes.map((name) => make("option", { value: name, text: name })));
  $("theme").value = site.theme;
  $("kits").replaceChildren(...site.kits.map((kit) => make("a", { href: "#/" + kit.folder }, kit.title,
    make("small", { text: kit.language_name + (kit.draft ? " · " + t("draft") : "") }))));
}

async function route(isUpdate) {
  const folder = decodeURIComponent(location.hash.replace(/^#\/?/, ""));
  for (const link of $("kits").children) link.toggleAttribute("aria-current", link.getAttribute("href") === "#/" + folder);
  if (folder && folder !== "main") await showKit(folder, isUpdate === true); else showHome();
}

$("zoom").value = recall("zoom", 26);
$("zoom").oninput = () => { keep("zoom", $("zoom").value); for (const tile of document.querySelectorAll(".tile")) { fit(tile); overlay(tile); } };
$("tongue").onchange = async () => { tongue = $("tongue").value; keep("tongue", tongue); await load(); shown = null; route(); };
$("theme").onchange = () => fetch("/studio/theme", { method: "POST", body: $("theme").value });
addEventListener("hashchange", () => { scrollTo(0, 0); route(); });

const events = new EventSource("/studio/events");
events.addEventListener("change", async (event) => {
  const change = JSON.parse(event.data);
  // what is on the screen first: the rest of the page can wait
  for (const tile of document.querySelectorAll('.tile[data-kind="image"]')) {
    const stamp = change.changed[tile.dataset.path];
    if (!stamp || !tile.drawn) continue;
    const box = tile.getBoundingClientRect();
    if (box.bottom > 0 && box.top < innerHeight) { tile.stamp = stamp; draw(tile); }
  }
  await load();
  await route(true);
  $("status").className = "";
  $("status").textContent = `${t("read")} ${new Date().toLocaleTimeString(tongue)}`;
});
events.onerror = () => { $("status").className = "lost"; $("status").textContent = t("lost"); };
events.onopen = () => { if ($("status").className === "lost") { $("status").className = ""; $("status").textContent = ""; load().then(() => route(true)); } };

load().then(route);

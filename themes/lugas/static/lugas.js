// Optional: without it every link, download and text works.
((d) => {
  'use strict';
  var toast = d.querySelector('.toast'), words = toast ? toast.dataset : {}, timer;
  var here = d.currentScript && d.currentScript.src, root = here ? here.slice(0, here.lastIndexOf('/assets/') + 1) : '';
  var disk = location.protocol === 'file:';
  var all = (selector, each) => d.querySelectorAll(selector).forEach(each);
  d.documentElement.classList.add('scripted');

  function say(text) {
    if (!toast) return;
    toast.textContent = text;
    toast.classList.add('shown');
    clearTimeout(timer);
    timer = setTimeout(() => { toast.classList.remove('shown'); }, 3500);
  }

  // The clipboard; from a disk or in an old browser, a field.
  function copy(text, done) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, () => {});
      return;
    }
    var field = d.createElement('textarea'), focus = d.activeElement;
    field.value = text;
    field.className = 'sr';
    d.body.appendChild(field);
    field.select();
    if (d.execCommand('copy')) done();
    field.remove();
    if (focus) focus.focus();
  }

  // Copy: opening shows the text; here it is copied too.
  all('details.copy', (fold) => {
    var label = fold.querySelector('b'), before = label.textContent, icon = fold.querySelector('use');
    fold.addEventListener('toggle', () => {
      if (!fold.open) {
        fold.classList.remove('done');
        label.textContent = before;
        icon.setAttribute('href', '#i-copy');
        return;
      }
      copy(fold.querySelector('.copy-text').textContent.trim(), () => {
        fold.classList.add('done');
        label.textContent = words.done;
        icon.setAttribute('href', '#i-check');
        say(words.text);
      });
    });
  });
  all('[data-copy]', (button) => {
    button.addEventListener('click', () => {
      copy(button.dataset.copy, () => { say(words.link); });
    });
  });

  // Share: picture and text where the phone can, else the link is followed. Once a slow network has brought the picture
  // the tap is too long ago: then it waits for the next.
  var ready = {};
  function share(file, text) {
    var what = { files: [file], text: text };
    return navigator.canShare(what) ? navigator.share(what) : Promise.reject(new Error());
  }
  all('a[data-image]', (link) => {
    link.addEventListener('click', (event) => {
      if (!navigator.canShare || !navigator.share || !window.fetch || disk) return;
      event.preventDefault();
      var from = d.getElementById(link.dataset.textFrom || ''), url = link.dataset.image;
      var text = (from ? from.textContent : link.dataset.text || '').trim();
      var slow = setTimeout(() => { say(words.getting); }, 400);
      var got = ready[url] ? Promise.resolve(ready[url]) : fetch(url).then((answer) => {
        if (!answer.ok) throw new Error();
        return answer.blob();
      }).then((blob) => {
        return (ready[url] = new File([blob], url.split('/').pop(), { type: blob.type }));
      });
      got.then((file) => {
        clearTimeout(slow);
        return share(file, text);
      }).catch((error) => {
        clearTimeout(slow);
        if (error.name === 'NotAllowedError') say(words.again);
        else if (error.name !== 'AbortError') location.href = link.href;
      });
    });
  });

  // Kits kept on this phone.
  function kept(change) {
    var list = [];
    try {
      list = JSON.parse(localStorage.getItem('sebar-kits')) || [];
      if (change) localStorage.setItem('sebar-kits', JSON.stringify(list = change(list)));
    } catch (error) { /* then nothing is kept */ }
    return list;
  }
  // Keeping a kit: its pages, pictures and files.
  var keep = d.querySelector('.keep'), canKeep = root && !disk && window.caches && navigator.serviceWorker;
  if (canKeep) navigator.serviceWorker.register(root + 'sw.js').catch(() => {});
  if (keep && !canKeep) keep.hidden = true;
  if (keep && canKeep) {
    var button = keep.querySelector('button'), state = keep.querySelector('.keep-state');
    var path = location.pathname, name = 'kit ' + path;
    var without = (list) => { return list.filter((one) => one.path !== path); };
    var show = (is) => {
      button.querySelector('span').textContent = is ? button.dataset.drop : button.dataset.keep;
      button.setAttribute('aria-pressed', String(is));
      state.textContent = is ? button.dataset.kept : '';
    };
    caches.has(name).then(show);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-pressed') === 'true') {
        caches.delete(name).then(() => {
          kept(without);
          show(false);
        });
        return;
      }
      var urls = {}, add = (url) => { urls[new URL(url, location.href).href.split('#')[0]] = 1; };
      add(path);
      add('index.html');
      all('main a[download]', (link) => { if (!/\.zip$/.test(link.pathname)) add(link.href); });
      all('main img', (image) => {
        (image.srcset || image.src).split(', ').forEach((one) => { add(one.split(' ')[0]); });
      });
      var list = Object.keys(urls), done = 0;
      button.disabled = true;
      caches.open(name).then((cache) => {
        return list.reduce((before, url) => {
          return before.then(() => cache.add(url)).then(() => {
            state.textContent = (done += 1) + '/' + list.length;
          });
        }, Promise.resolve());
      }).then(() => {
        if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
        kept((list) => { return without(list).concat({ path: path, title: keep.dataset.title }); });
        show(true);
      }).catch(() => {
        caches.delete(name);
        show(false);
        say(words.failed);
      }).then(() => { button.disabled = false; });
    });
  }
  // Without a network: what was kept.
  var shelf = d.querySelector('.kept');
  if (shelf && kept().length) {
    kept().forEach((one) => {
      var link = d.createElement('a');
      link.href = one.path;
      link.textContent = one.title;
      shelf.querySelector('ul').appendChild(d.createElement('li')).appendChild(link);
    });
    shelf.hidden = false;
  }

  // Is a file as it was published? Its sum is looked up in the kit's list.
  var examine = d.querySelector('.examine'), canExamine = !disk && window.crypto && crypto.subtle && window.fetch;
  if (examine && !canExamine) examine.hidden = true;
  if (examine && canExamine) {
    var chooser = examine.querySelector('input'), look = () => {
      var file = chooser.files[0], answer = d.getElementById('examined');
      if (!file) return;
      var tell = (key) => {
        answer.className = 'examined ' + key;
        answer.textContent = examine.dataset[key].replace('{file}', file.name);
      };
      Promise.all([file.arrayBuffer().then((bytes) => crypto.subtle.digest('SHA-256', bytes)), fetch(examine.dataset.sums).then((sums) => sums.text())]).then((both) => {
        var sum = Array.from(new Uint8Array(both[0]), (byte) => ('0' + byte.toString(16)).slice(-2)).join('');
        tell(sum === examine.dataset.zip || both[1].indexOf(sum) >= 0 ? 'good' : 'bad');
      }).catch(() => { tell('fault'); });
    };
    chooser.addEventListener('change', look);
    look(); // chosen early
  }

  // Portal: a short list is filtered where it stands; a long one has an index, a script, which works from a disk too.
  var list = d.querySelector('.entries'), search = d.getElementById('q'), filter = d.querySelector('.filter');
  if (list && filter) {
    var count = d.querySelector('.count'), nothing = d.querySelector('.nothing'), pages = d.querySelector('nav.pages');
    var more = d.querySelector('.show-more'), entries = [], limit = 40, first = [];
    var fields = ['languages', 'channels', 'formats', 'audiences'];
    var plain = (text) => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '');
    all('.entries > li', (item) => {
      var one = { item: item, text: plain(item.textContent), state: item.dataset.state };
      fields.forEach((field) => { one[field] = item.dataset[field].split(' '); });
      first.push(one);
    });
    if (!list.dataset.index) entries = first;
    var result = (one) => {
      if (one.item) return one.item;
      var item = d.importNode(d.getElementById('found').content, true).firstChild;
      var mark = item.querySelector('.state'), link = item.querySelector('a'), kit = item.querySelector('.more');
      mark.classList.add(one.state);
      mark.textContent = d.querySelector('[data-states] [data-state=' + one.state + ']').textContent;
      link.textContent = one.title;
      link.href = list.dataset.root + one.path;
      item.lang = one.lang;
      item.querySelector('h3 + p').textContent = one.tagline || one.summary;
      if (one.kit) kit.href = list.dataset.root + one.kit; else kit.remove();
      return (one.item = item);
    };
    var update = () => {
      var chosen = filter.querySelector('input:checked'), state = chosen ? chosen.value : '';
      var asked = plain(search ? search.value : '').split(/\s+/).filter(Boolean);
      var wanted = fields.map((field) => { return (d.getElementById(field) || {}).value || ''; });
      var idle = !state && !asked.length && !wanted.some(Boolean);
      if (!entries.length && !idle) return load();
      var fit = (entries.length ? entries : first).filter((one) => {
        return (!state || one.state === state) && fields.every((field, i) => !wanted[i] || (one[field] || []).indexOf(wanted[i]) >= 0) && asked.every((word) => one.text.indexOf(word) >= 0);
      });
      var total = +count.dataset.total, number = idle ? total : fit.length;
      if (list.dataset.index) {
        list.textContent = '';
        (idle ? first : fit.slice(0, limit)).forEach((one) => { list.appendChild(result(one)); });
        pages.hidden = !idle;
        more.hidden = idle || fit.length <= limit;
      } else {
        entries.forEach((one) => { one.item.hidden = fit.indexOf(one) < 0; });
      }
      var pattern = number < total ? count.dataset.some : number === 1 ? count.dataset.one : count.dataset.many;
      count.textContent = pattern.replace('{n}', number).replace('{all}', total);
      nothing.hidden = number > 0;
    };
    var loading = false;
    var load = () => {
      if (loading) return;
      loading = true;
      window.sebarSearch = (index) => {
        index.forEach((one) => { one.text = plain([one.title, one.tagline, one.summary].join(' ')); });
        entries = index;
        update();
      };
      var script = d.createElement('script');
      script.src = list.dataset.index;
      script.onerror = () => { loading = false; say(words.failed); };
      d.head.appendChild(script);
    };
    var fresh = () => { limit = 40; update(); };
    filter.addEventListener('change', fresh);
    if (more) more.addEventListener('click', () => { limit += 40; update(); });
    if (search) {
      search.value = new URLSearchParams(location.search).get('q') || search.value;
      search.addEventListener('input', fresh);
      search.form.addEventListener('submit', (event) => { event.preventDefault(); fresh(); });
    }
    update();
  }

  // On paper every answer stands open.
  addEventListener('beforeprint', () => { all('.questions details', (answer) => { answer.open = true; }); });
})(document);

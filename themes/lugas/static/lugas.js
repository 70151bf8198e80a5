// Optional: without it every link, download and text works; what needs it is shown only where scripts run.
(function (d) {
  'use strict';
  var toast = d.querySelector('.toast'), words = toast ? toast.dataset : {}, timer;
  var here = d.currentScript && d.currentScript.src, root = here ? here.slice(0, here.lastIndexOf('/assets/') + 1) : '';
  var disk = location.protocol === 'file:';
  var all = function (selector, each) { Array.prototype.forEach.call(d.querySelectorAll(selector), each); };
  d.documentElement.classList.add('scripted');

  function say(text) {
    if (!toast) return;
    toast.textContent = text;
    toast.classList.add('shown');
    clearTimeout(timer);
    timer = setTimeout(function () { toast.classList.remove('shown'); }, 3500);
  }

  // The clipboard; from a disk or in an old browser, a field.
  function copy(text, done) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(done, function () {});
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
  all('details.copy', function (fold) {
    var label = fold.querySelector('b'), before = label.textContent, icon = fold.querySelector('use');
    fold.addEventListener('toggle', function () {
      if (!fold.open) {
        fold.classList.remove('done');
        label.textContent = before;
        icon.setAttribute('href', '#i-copy');
        return;
      }
      copy(fold.querySelector('.copy-text').textContent.trim(), function () {
        fold.classList.add('done');
        label.textContent = words.done;
        icon.setAttribute('href', '#i-check');
        say(words.text);
      });
    });
  });
  all('[data-copy]', function (button) {
    button.addEventListener('click', function () {
      copy(button.dataset.copy, function () { say(words.link); });
    });
  });

  // Share: picture and text where the phone can do that, else the link is followed. Once a slow network has brought the
  // picture the tap is too long ago: then it waits for the next.
  var ready = {};
  function share(file, text) {
    var what = { files: [file], text: text };
    return navigator.canShare(what) ? navigator.share(what) : Promise.reject(new Error());
  }
  all('a[data-image]', function (link) {
    link.addEventListener('click', function (event) {
      if (!navigator.canShare || !navigator.share || !window.fetch || disk) return;
      event.preventDefault();
      var from = d.getElementById(link.dataset.textFrom || ''), url = link.dataset.image;
      var text = (from ? from.textContent : link.dataset.text || '').trim();
      var slow = setTimeout(function () { say(words.getting); }, 400);
      var got = ready[url] ? Promise.resolve(ready[url]) : fetch(url).then(function (answer) {
        if (!answer.ok) throw new Error();
        return answer.blob();
      }).then(function (blob) {
        return (ready[url] = new File([blob], url.split('/').pop(), { type: blob.type }));
      });
      got.then(function (file) {
        clearTimeout(slow);
        return share(file, text);
      }).catch(function (error) {
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
  if (canKeep) navigator.serviceWorker.register(root + 'sw.js').catch(function () {});
  if (keep && !canKeep) keep.hidden = true;
  if (keep && canKeep) {
    var button = keep.querySelector('button'), state = keep.querySelector('.keep-state');
    var path = location.pathname, name = 'kit ' + path;
    var without = function (list) { return list.filter(function (one) { return one.path !== path; }); };
    var show = function (is) {
      button.querySelector('span').textContent = is ? button.dataset.drop : button.dataset.keep;
      button.setAttribute('aria-pressed', String(is));
      state.textContent = is ? button.dataset.kept : '';
    };
    caches.has(name).then(show);
    button.addEventListener('click', function () {
      if (button.getAttribute('aria-pressed') === 'true') {
        caches.delete(name).then(function () {
          kept(without);
          show(false);
        });
        return;
      }
      var urls = {}, add = function (url) { urls[new URL(url, location.href).href.split('#')[0]] = 1; };
      add(path);
      add('index.html');
      all('main a[download]', function (link) { if (!/\.zip$/.test(link.pathname)) add(link.href); });
      all('main img', function (image) {
        (image.srcset || image.src).split(', ').forEach(function (one) { add(one.split(' ')[0]); });
      });
      var list = Object.keys(urls), done = 0;
      button.disabled = true;
      caches.open(name).then(function (cache) {
        return list.reduce(function (before, url) {
          return before.then(function () { return cache.add(url); }).then(function () {
            state.textContent = (done += 1) + '/' + list.length;
          });
        }, Promise.resolve());
      }).then(function () {
        if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
        kept(function (list) { return without(list).concat({ path: path, title: keep.dataset.title }); });
        show(true);
      }).catch(function () {
        caches.delete(name);
        show(false);
        say(words.failed);
      }).then(function () { button.disabled = false; });
    });
  }
  // Without a network: what was kept.
  var shelf = d.querySelector('.kept');
  if (shelf && kept().length) {
    kept().forEach(function (one) {
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
    examine.querySelector('input').addEventListener('change', function (event) {
      var file = event.target.files[0], answer = d.getElementById('examined');
      if (!file) return;
      var tell = function (key) {
        answer.className = 'examined ' + key;
        answer.textContent = examine.dataset[key].replace('{file}', file.name);
      };
      Promise.all([file.arrayBuffer().then(function (bytes) {
        return crypto.subtle.digest('SHA-256', bytes);
      }), fetch(examine.dataset.sums).then(function (sums) { return sums.text(); })]).then(function (both) {
        var sum = Array.prototype.map.call(new Uint8Array(both[0]), function (byte) {
          return ('0' + byte.toString(16)).slice(-2);
        }).join('');
        tell(sum === examine.dataset.zip || both[1].indexOf(sum) >= 0 ? 'good' : 'bad');
      }).catch(function () { tell('fault'); });
    });
  }

  // Portal: a short list is filtered where it stands; a long one has an index, asked for when it is first needed, as a
  // script, which works from a disk too.
  var list = d.querySelector('.entries'), search = d.getElementById('q'), filter = d.querySelector('.filter');
  if (list && filter) {
    var count = d.querySelector('.count'), nothing = d.querySelector('.nothing'), pages = d.querySelector('nav.pages');
    var more = d.querySelector('.show-more'), entries = [], limit = 40, first = [];
    var fields = ['languages', 'channels', 'formats', 'audiences'];
    var plain = function (text) { return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''); };
    all('.entries > li', function (item) {
      var one = { item: item, text: plain(item.textContent), state: item.dataset.state };
      fields.forEach(function (field) { one[field] = item.dataset[field].split(' '); });
      first.push(one);
    });
    if (!list.dataset.index) entries = first;
    var result = function (one) {
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
    var update = function () {
      var chosen = filter.querySelector('input:checked'), state = chosen ? chosen.value : '';
      var asked = plain(search ? search.value : '').split(/\s+/).filter(Boolean);
      var wanted = fields.map(function (field) { return (d.getElementById(field) || {}).value || ''; });
      var idle = !state && !asked.length && !wanted.some(Boolean);
      if (!entries.length && !idle) return load();
      var fit = (entries.length ? entries : first).filter(function (one) {
        return (!state || one.state === state) && fields.every(function (field, i) {
          return !wanted[i] || (one[field] || []).indexOf(wanted[i]) >= 0;
        }) && asked.every(function (word) { return one.text.indexOf(word) >= 0; });
      });
      var total = +count.dataset.total, number = idle ? total : fit.length;
      if (list.dataset.index) {
        list.textContent = '';
        (idle ? first : fit.slice(0, limit)).forEach(function (one) { list.appendChild(result(one)); });
        pages.hidden = !idle;
        more.hidden = idle || fit.length <= limit;
      } else {
        entries.forEach(function (one) { one.item.hidden = fit.indexOf(one) < 0; });
      }
      var pattern = number < total ? count.dataset.some : number === 1 ? count.dataset.one : count.dataset.many;
      count.textContent = pattern.replace('{n}', number).replace('{all}', total);
      nothing.hidden = number > 0;
    };
    var loading = false;
    var load = function () {
      if (loading) return;
      loading = true;
      window.sebarSearch = function (index) {
        index.forEach(function (one) { one.text = plain([one.title, one.tagline, one.summary].join(' ')); });
        entries = index;
        update();
      };
      var script = d.createElement('script');
      script.src = list.dataset.index;
      script.onerror = function () { loading = false; say(words.failed); };
      d.head.appendChild(script);
    };
    var fresh = function () { limit = 40; update(); };
    filter.addEventListener('change', fresh);
    if (more) more.addEventListener('click', function () { limit += 40; update(); });
    if (search) {
      search.value = new URLSearchParams(location.search).get('q') || '';
      search.addEventListener('input', fresh);
      search.form.addEventListener('submit', function (event) { event.preventDefault(); fresh(); });
      if (search.value) fresh();
    }
  }

  // On paper every answer stands open.
  addEventListener('beforeprint', function () { all('.questions details', function (answer) { answer.open = true; }); });
})(document);

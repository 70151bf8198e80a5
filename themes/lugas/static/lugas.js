// Optional. Without it every link, download and text still works; forms that need it are shown only where scripts run.
(function (d) {
  'use strict';
  var toast = d.querySelector('.toast'), timer;
  var all = function (selector, each) { Array.prototype.forEach.call(d.querySelectorAll(selector), each); };
  d.documentElement.classList.add('scripted');

  function say(text) {
    if (!toast) return;
    toast.textContent = text;
    toast.classList.add('shown');
    clearTimeout(timer);
    timer = setTimeout(function () { toast.classList.remove('shown'); }, 3500);
  }
  function copy(text, done) {
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, function () {});
  }

  // Copy: opening shows the text in any case; here it is put on the clipboard too.
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
        label.textContent = toast.dataset.done;
        icon.setAttribute('href', '#i-check');
        say(toast.dataset.text);
      });
    });
  });
  all('[data-copy]', function (button) {
    button.addEventListener('click', function () {
      copy(button.dataset.copy, function () { say(toast.dataset.link); });
    });
  });

  // Share: picture and text in one go where the phone can do that, else the plain link is followed.
  all('a[data-image]', function (link) {
    link.addEventListener('click', function (event) {
      if (!navigator.canShare || location.protocol === 'file:') return;
      event.preventDefault();
      var from = d.getElementById(link.dataset.textFrom || '');
      var text = (from ? from.textContent : link.dataset.text || '').trim();
      fetch(link.dataset.image).then(function (answer) {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.blob();
      }).then(function (blob) {
        var file = new File([blob], link.dataset.image.split('/').pop(), { type: blob.type });
        var what = { files: [file], text: text };
        if (!navigator.canShare(what)) throw new Error('no files');
        return navigator.share(what);
      }).catch(function (error) {
        if (error.name !== 'AbortError') location.href = link.href;
      });
    });
  });

  // Portal: search and filter the list that is already in the page.
  var list = d.querySelectorAll('.entry'), search = d.getElementById('q');
  if (list.length && d.querySelector('.count')) {
    var filter = d.querySelector('.filter'), language = d.getElementById('lang'), count = d.querySelector('.count'), nothing = d.querySelector('.nothing');
    var plain = function (text) { return text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, ''); };
    var asked = new URLSearchParams(location.search).get('q');
    if (search && asked) search.value = asked;
    var update = function () {
      var chosen = filter && filter.querySelector('input:checked');
      var state = chosen ? chosen.value : '', spoken = language ? language.value : '';
      var words = plain(search ? search.value : '').split(/\s+/).filter(Boolean), shown = 0;
      Array.prototype.forEach.call(list, function (entry) {
        var text = plain(entry.textContent);
        var fits = (!state || entry.dataset.state === state) &&
          (!spoken || entry.dataset.languages.split(' ').indexOf(spoken) >= 0) &&
          words.every(function (word) { return text.indexOf(word) >= 0; });
        entry.hidden = !fits;
        if (fits) shown += 1;
      });
      var pattern = shown < list.length ? count.dataset.some : (shown === 1 ? count.dataset.one : count.dataset.many);
      count.textContent = pattern.replace('{n}', shown).replace('{all}', list.length);
      nothing.hidden = shown > 0;
    };
    if (filter) filter.addEventListener('change', update);
    if (search) {
      search.addEventListener('input', update);
      search.form.addEventListener('submit', function (event) { event.preventDefault(); update(); });
    }
    if (asked) update();
  }

  // On paper every answer stands open.
  addEventListener('beforeprint', function () { all('.questions details', function (answer) { answer.open = true; }); });
})(document);

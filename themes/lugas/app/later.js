// On a slow network words come first: fonts, script and what few need are brought once the page is seen; at once on the next
// pages, which find them at hand.
((d) => {
  var here = d.currentScript, bring = () => {
    if (!here) return;
    d.querySelectorAll('.rest').forEach((part) => { part.outerHTML = part.textContent; });
    var script = d.createElement('script');
    script.src = here.dataset.src;
    d.head.appendChild(script);
    here = null;
  };
  try {
    if (sessionStorage.seen) bring();
    sessionStorage.seen = 1;
  } catch (error) {
    // then each time late
  }
  d.addEventListener('DOMContentLoaded', () => {
    try {
      new PerformanceObserver((list) => {
        // the whole page, whose frame comes after the first words
        if (list.getEntriesByName('first-contentful-paint')[0]) requestAnimationFrame(() => setTimeout(bring));
      }).observe({ type: 'paint', buffered: true });
    } catch (error) { bring(); }
  });
  // some browsers never tell of it
  addEventListener('load', () => setTimeout(bring, 4000));
})(document);

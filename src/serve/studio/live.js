// A page of the preview: loads itself again when the site has changed.
"use strict";
{
  const events = new EventSource("/studio/events");
  let resting;
  events.addEventListener("change", () => {
    clearTimeout(resting);
    resting = setTimeout(() => location.reload(), 60);
  });
  // a page that waits for nothing lets the next one in
  addEventListener("pagehide", () => events.close());
}

// In the page: scrolls a box of rows, a step a frame, as a wheel, as Page Down and as a dragged scroll bar do, and looks
// at every frame just before it is painted: an observer of sizes is told after everything else of a frame. Answers how
// long each frame took in ms, and in how many of them a place inside the box had no row.
async (boxSelector, rowSelector, headSelector) => {
  const box = document.querySelector(boxSelector);
  const page = box.clientHeight - 64;
  const end = box.scrollHeight - box.clientHeight;
  const places = [
    ...Array.from({ length: 120 }, (_, at) => at * 120),
    ...Array.from({ length: 60 }, (_, at) => end / 2 + at * page),
    ...Array.from({ length: 60 }, (_, at) => (end * ((at * 37) % 60)) / 60),
  ].map((place) => Math.min(place, end));

  const isBlank = () => {
    const frame = box.getBoundingClientRect();
    const rows = box.querySelectorAll(rowSelector);
    const head = headSelector ? box.querySelector(headSelector).getBoundingClientRect().height : 0;
    const first = rows[0]?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
    const last = rows[rows.length - 1]?.getBoundingClientRect().bottom ?? 0;
    return first > frame.top + head + 1 || last < frame.top + box.clientHeight - 1;
  };

  // An observer that is new is told of its element in the frame in which it is set up.
  const times = [];
  let [blank, before] = [0, 0];
  const afterwards = new MessageChannel();
  const frame = () =>
    new Promise((done) => {
      afterwards.port1.onmessage = done;
      const observer = new ResizeObserver(() => {
        observer.disconnect();
        const now = performance.now();
        if (before > 0) times.push(now - before);
        before = now;
        if (isBlank()) blank += 1;
        afterwards.port2.postMessage(0);
      });
      requestAnimationFrame(() => observer.observe(document.body));
    });
  for (const place of places) {
    box.scrollTop = place;
    await frame();
  }
  afterwards.port1.close();
  box.scrollTop = 0;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return { times, blank, frames: places.length };
};

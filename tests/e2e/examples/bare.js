// In an empty page: one text field that has the focus, and under it a box of two thousand lines. Answers that it is there.
(() => {
  const lines = Array.from({ length: 2000 }, (_, at) => `<div class="line" style="height: 32px">${at + 1}</div>`);
  document.body.innerHTML = `<textarea rows="8" cols="120"></textarea>
    <div class="box" style="height: 480px; overflow: auto">${lines.join("")}</div>`;
  document.querySelector("textarea").focus();
  return true;
})();

// Where the focus is when a key without Ctrl is pressed: steps are not taken from inside a dialog, and arrows and Space are
// left to what uses them itself.

export function isHere(focus: EventTarget | null): boolean {
  return !(focus instanceof Element && focus.closest("[role=dialog], [role=menu], .ant-select"));
}

export function isFree(focus: EventTarget | null): boolean {
  return isHere(focus) && !(focus instanceof Element && focus.closest("button, a, input, select, textarea"));
}

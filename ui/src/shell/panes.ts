// F6: the focus goes from one region of the window to the next. Regions carry data-pane, in the order of the document.

export function focusPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter(isShown);
  if (panes.length === 0) return;
  const active = document.activeElement;
  // The innermost pane that holds the focus: a room may have panes inside the main one.
  const at = panes.findLastIndex((pane) => pane.contains(active));
  const next = panes[(at + step + panes.length) % panes.length];
  if (next) enter(next);
}

function enter(pane: HTMLElement): void {
  const remembered = pane.querySelector<HTMLElement>("[data-pane-focus]");
  const target = remembered ?? pane.querySelector<HTMLElement>(FOCUSABLE) ?? pane;
  if (target === pane && !pane.hasAttribute("tabindex")) pane.tabIndex = -1;
  target.focus();
}

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select, [tabindex="0"]';

function isShown(element: HTMLElement): boolean {
  return !element.hidden && (element.getClientRects().length > 0 || !("checkVisibility" in element));
}

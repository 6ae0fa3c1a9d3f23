// The menu of the right mouse button over rows, bars and tiles: open, 怎么算的, copy the number under the pointer. The
// keyboard has Enter and ? for the same.
import { Dropdown, type MenuProps } from "antd";
import { type MouseEvent, type ReactNode, useState } from "react";
import { sayDone } from "../../state/notices";
import { overview as text } from "../../text/overview";

interface Hit {
  open: string;
  how: string;
  /** The printed number under the pointer. */
  number: string | null;
}

export function RowMenu({ children }: { children: ReactNode }) {
  const [hit, setHit] = useState<Hit | null>(null);
  const items: MenuProps["items"] = hit
    ? [
        { key: "open", label: text.menu.open, extra: text.menu.openKey },
        { key: "how", label: text.explain, extra: "?" },
        ...(hit.number ? [{ key: "copy", label: text.menu.copy(hit.number) }] : []),
      ]
    : [];

  const pick: MenuProps["onClick"] = ({ key }) => {
    if (!hit) return;
    if (key === "open") location.hash = hit.open;
    else if (key === "how") location.hash = hit.how;
    else if (hit.number) void copy(hit.number);
  };

  return (
    <Dropdown
      trigger={["contextMenu"]}
      open={hit !== null}
      menu={{ items, onClick: pick }}
      onOpenChange={(open) => !open && setHit(null)}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are the controls; see above for keys. */}
      <div
        className="ov-menu"
        onContextMenu={(event) => {
          const found = hitOf(event);
          if (found) setHit(found);
          else event.stopPropagation();
        }}
      >
        {children}
      </div>
    </Dropdown>
  );
}

function hitOf(event: MouseEvent): Hit | null {
  if (!(event.target instanceof Element)) return null;
  const row = event.target.closest("tr, li");
  const link = row?.querySelector<HTMLAnchorElement>("a[data-how]");
  if (!link?.dataset.how) return null;
  const number = event.target.closest(".ov-number")?.textContent ?? null;
  return { open: link.getAttribute("href") ?? "", how: link.dataset.how, number };
}

async function copy(number: string): Promise<void> {
  await navigator.clipboard.writeText(number);
  sayDone(text.menu.copied(number));
}

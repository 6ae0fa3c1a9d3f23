// The sheet's right-click menu. The keys stand beside the words.
import type { MenuProps } from "antd";
import { grid as words } from "../../text/grid";
import type { Intent } from "./keys";
import type { SheetState } from "./useSheet";

const ITEMS: [string, string, string, Intent | null][] = [
  ["copy", words.menu.copy, "Ctrl+C", null],
  ["down", words.menu.fillDown, "Ctrl+D", { do: "fill", direction: "down" }],
  ["right", words.menu.fillRight, "Ctrl+R", { do: "fill", direction: "right" }],
  ["nil", words.menu.nil, "Alt+0", { do: "nil" }],
  ["na", words.menu.na, "Alt+9", { do: "na" }],
  ["clear", words.menu.clear, "Delete", { do: "clear" }],
];

/** Sheets of plain figures know no 零报告 and no 不适用. */
export function gridMenu(sheet: SheetState, plain: boolean): MenuProps {
  const items = ITEMS.filter(([key]) => !plain || (key !== "nil" && key !== "na"));
  return {
    items: items.map(([key, label, extra]) => ({ key, label, extra })),
    onClick({ key }) {
      const intent = ITEMS.find(([name]) => name === key)?.[3];
      if (intent) sheet.perform(intent);
      else void navigator.clipboard.writeText(sheet.copy());
    },
  };
}

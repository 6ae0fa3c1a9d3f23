// The mouse on the sheet: a click selects, dragging and Shift extend, heads select whole rows and columns, a double click
// edits. The focus never leaves the text field.
import { type MouseEvent, type PointerEvent, type RefObject, useRef } from "react";
import { type Columns, columnAt, ROW_HEIGHT } from "./layout";
import type { GridModel } from "./model";
import { at, includes, rangeOf } from "./selection";
import type { Address } from "./types";
import type { SheetState } from "./useSheet";

export interface PointerParts {
  box: RefObject<HTMLDivElement | null>;
  field: RefObject<HTMLTextAreaElement | null>;
  model: GridModel;
  sheet: SheetState;
  layout: Columns;
  rowHeadWidth: number;
  headSize: number;
}

type Zone = "cells" | "rows" | "columns" | "corner";

export function usePointer(parts: PointerParts) {
  const { box, field, model, sheet, layout, rowHeadWidth, headSize } = parts;
  const dragging = useRef<Zone | null>(null);

  const where = (event: MouseEvent): { zone: Zone; at: Address } | null => {
    const node = box.current;
    if (!node || model.rows === 0 || model.columns === 0) return null;
    const frame = node.getBoundingClientRect();
    const [x, y] = [event.clientX - frame.left, event.clientY - frame.top];
    const zone =
      y < headSize ? (x < rowHeadWidth ? "corner" : "columns") : x < rowHeadWidth ? "rows" : "cells";
    const row = Math.floor((y + node.scrollTop - headSize) / ROW_HEIGHT);
    const column = columnAt(layout.edges, x + node.scrollLeft - rowHeadWidth);
    return { zone, at: { row: Math.max(0, Math.min(model.rows - 1, row)), column } };
  };

  const [lastRow, lastColumn] = [model.rows - 1, model.columns - 1];
  const begin = (zone: Zone, to: Address) => {
    if (zone === "cells") sheet.select(at(to.row, to.column));
    else if (zone === "rows") {
      sheet.select({ anchor: { row: to.row, column: 0 }, focus: { row: to.row, column: lastColumn } });
    } else if (zone === "columns") {
      sheet.select({ anchor: { row: 0, column: to.column }, focus: { row: lastRow, column: to.column } });
    } else sheet.select({ anchor: { row: 0, column: 0 }, focus: { row: lastRow, column: lastColumn } });
  };
  const extend = (zone: Zone, to: Address) => {
    if (zone === "cells") sheet.extend(to);
    else if (zone === "rows") sheet.extend({ row: to.row, column: lastColumn });
    else if (zone === "columns") sheet.extend({ row: lastRow, column: to.column });
  };

  return {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (event.target === field.current && sheet.mode !== "idle") return;
      const place = where(event);
      if (!place || onScrollBar(event)) return;
      // The press must not take the focus away from the field.
      event.preventDefault();
      field.current?.focus({ preventScroll: true });
      if (event.button === 2) {
        if (!includes(rangeOf(sheet.selection), place.at)) begin(place.zone, place.at);
        return;
      }
      if (event.button !== 0) return;
      if (event.shiftKey) extend(place.zone, place.at);
      else begin(place.zone, place.at);
      dragging.current = place.zone;
      event.currentTarget.setPointerCapture?.(event.pointerId);
    },
    onMouseDown(event: MouseEvent<HTMLDivElement>) {
      if (event.target !== field.current || sheet.mode === "idle") event.preventDefault();
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const place = dragging.current && where(event);
      if (place && dragging.current) extend(dragging.current, place.at);
    },
    onPointerUp() {
      dragging.current = null;
    },
    onPointerCancel() {
      dragging.current = null;
    },
    onDoubleClick(event: MouseEvent<HTMLDivElement>) {
      if (where(event)?.zone === "cells" && sheet.mode === "idle") sheet.startEditing();
    },
  };
}

function onScrollBar(event: PointerEvent<HTMLDivElement>): boolean {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  const { clientWidth, clientHeight } = event.currentTarget;
  return clientWidth > 0 && (event.clientX - left >= clientWidth || event.clientY - top >= clientHeight);
}

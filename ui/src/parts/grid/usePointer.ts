// The mouse on the sheet: a click selects, dragging and Shift extend, heads select whole rows and columns, the handle at
// the selection's corner fills, the grip of a head makes its column wider, a double click edits. The focus never leaves
// the text field.
import { type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from "react";
import { type Columns, columnAt, ROW_HEIGHT } from "./layout";
import type { GridModel } from "./model";
import { at, grown, includes, type Range, rangeOf } from "./selection";
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
  /** Brings a cell into sight. */
  reveal(at: Address): void;
  /** Shows a column at a width; none: at its natural one. */
  onWidth(column: number, width: number | null, done: boolean): void;
}

type Zone = "cells" | "rows" | "columns" | "corner";

/** What the pressed mouse does: extends the selection, draws the fill handle, or moves the right edge of a column. */
type Dragging = { does: "select"; zone: Zone } | { does: "fill" } | { does: "size"; column: number };

export function usePointer(parts: PointerParts) {
  const { box, field, model, sheet, layout, rowHeadWidth, headSize, reveal, onWidth } = parts;
  const dragging = useRef<Dragging | null>(null);
  const [filling, setFilling] = useState<Range | null>(null);

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

  const widthAt = (event: MouseEvent, column: number): number => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    const x = event.clientX - left + (box.current?.scrollLeft ?? 0) - rowHeadWidth;
    return Math.max(NARROWEST, Math.round(x - (layout.edges[column] ?? 0)));
  };

  const pressed = (event: PointerEvent, place: { zone: Zone; at: Address }): Dragging => {
    const part = partOf(event.target);
    if (part === "fill") return { does: "fill" };
    if (part !== null) return { does: "size", column: part };
    if (event.shiftKey) extend(place.zone, place.at);
    else begin(place.zone, place.at);
    return { does: "select", zone: place.zone };
  };

  const drop = () => {
    if (dragging.current?.does === "fill" && filling) sheet.fillTo(filling);
    dragging.current = null;
    setFilling(null);
  };

  const handlers = {
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
      dragging.current = pressed(event, place);
      event.currentTarget.setPointerCapture?.(event.pointerId);
    },
    onMouseDown(event: MouseEvent<HTMLDivElement>) {
      if (event.target !== field.current || sheet.mode === "idle") event.preventDefault();
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const drag = dragging.current;
      const place = drag && where(event);
      if (!place) return;
      if (drag.does === "select") extend(drag.zone, place.at);
      else if (drag.does === "size") onWidth(drag.column, widthAt(event, drag.column), false);
      else {
        setFilling(grown(rangeOf(sheet.selection), place.at));
        reveal(place.at);
      }
    },
    onPointerUp(event: PointerEvent<HTMLDivElement>) {
      const drag = dragging.current;
      if (drag?.does === "size") onWidth(drag.column, widthAt(event, drag.column), true);
      drop();
    },
    onPointerCancel() {
      setFilling(null);
      dragging.current = null;
    },
    onDoubleClick(event: MouseEvent<HTMLDivElement>) {
      const part = partOf(event.target);
      if (part === "fill") sheet.fillBeside();
      else if (part !== null) onWidth(part, null, true);
      else if (where(event)?.zone === "cells" && sheet.mode === "idle") sheet.startEditing();
    },
  };
  return { handlers, filling };
}

const NARROWEST = 48;

/** The fill handle, or the column whose grip it is. */
function partOf(target: EventTarget): "fill" | number | null {
  if (!(target instanceof HTMLElement)) return null;
  if (target.dataset.grip !== undefined) return Number(target.dataset.grip);
  return target.dataset.fill === undefined ? null : "fill";
}

function onScrollBar(event: PointerEvent<HTMLDivElement>): boolean {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  const { clientWidth, clientHeight } = event.currentTarget;
  return clientWidth > 0 && (event.clientX - left >= clientWidth || event.clientY - top >= clientHeight);
}

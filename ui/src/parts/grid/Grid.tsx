// The entry grid: looks like the paper form, works like a spreadsheet. One text field always has the focus and stands on
// the active cell, invisible until something is typed, so that Chinese input methods work from the first key, also those
// that deliver their text in one piece without telling that they compose.
import { Dropdown } from "antd";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { grid as words } from "../../text/grid";
import { FindBar } from "../FindBar";
import { CellEditor } from "./CellEditor";
import type { Cells } from "./cells";
import { describedCell } from "./describe";
import { GridFoot } from "./GridFoot";
import { GridHead, headHeight } from "./GridHead";
import { GridMarks } from "./GridMarks";
import { GridRow } from "./GridRow";
import { headOf } from "./header";
import { intentOf } from "./keys";
import {
  columnAt,
  columnsInSight,
  columnsOf,
  rowHeadWidth as headWidthOf,
  ROW_HEIGHT,
  rowsInSight,
  scrolledTo,
} from "./layout";
import { gridMenu } from "./menu";
import { GridModel } from "./model";
import { NoteBox } from "./NoteBox";
import { activeOf, at, isSingle, rangeOf } from "./selection";
import type { Action, Address, Cell, CellEdit, Column, Row } from "./types";
import { useFinding } from "./useFinding";
import { usePointer } from "./usePointer";
import { useSheet } from "./useSheet";
import { useSight } from "./useSight";
import { useWidths } from "./useWidths";
import "./grid.css";

export interface ActiveCell {
  row: Row;
  column: Column;
  cell: Cell;
  readOnly: boolean;
}

export interface GridHandle {
  /** Makes a cell the active one, brings it into sight and gives the grid the focus. */
  focus(row: string, column: string): void;
}

export interface GridProps {
  /** The spoken name of the sheet. */
  label: string;
  /** Over the row titles. */
  rowTitle: string;
  rows: readonly Row[];
  columns: readonly Column[];
  /** Cells that are not plain 未报. */
  cells: Cells;
  /** Only figures: no 零报告, no 不适用. */
  plain?: boolean;
  /** The name under which widths of columns are remembered on this device. */
  remember?: string;
  /**
   * One action of the user. Shown at once; resolve when the new `cells` are there, with the number of edits that were
   * taken where it may not be all; reject when nothing was written.
   */
  onEdit(edits: CellEdit[], action: Action): Promise<unknown> | undefined;
  onUndo?: () => void;
  onRedo?: () => void;
  /** Keeps 批注 of a cell; without it the sheet has none. */
  onNote?: (row: string, column: string, note: string) => void;
  /** Files that were pasted, a copied picture among them. */
  onFiles?: (files: readonly File[]) => void;
  /** What stands beside the active cell. */
  side?: (active: ActiveCell) => ReactNode;
  /** At the right end of the line under the sheet. */
  foot?: ReactNode;
  ref?: Ref<GridHandle>;
}

export function Grid(props: GridProps) {
  const {
    label,
    rowTitle,
    rows,
    columns,
    cells,
    plain = false,
    remember,
    onEdit,
    onUndo,
    onRedo,
    onNote,
    onFiles,
    side,
    foot,
    ref,
  } = props;
  const model = useModel(rows, columns, cells);
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const sight = useSight(box);
  const [focused, setFocused] = useState(false);

  const widths = useWidths(remember);
  const drawn = columns.map(widths.of).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the widths.
  const layout = useMemo(() => columnsOf(columns, widths.of), [columns, drawn]);
  const head = useMemo(() => headOf(columns), [columns]);
  const rowHeadWidth = useMemo(() => headWidthOf(rows, rowTitle), [rows, rowTitle]);
  const headSize = headHeight(head);

  const reveal = ({ row, column }: Address) => {
    const node = box.current;
    if (!node) return;
    const [from, to] = [layout.edges[column] ?? 0, layout.edges[column + 1] ?? 0];
    const [wide, high] = [sight.width - rowHeadWidth, sight.height - headSize];
    node.scrollLeft = scrolledTo(node.scrollLeft, wide, from, to);
    node.scrollTop = scrolledTo(node.scrollTop, high, row * ROW_HEIGHT, (row + 1) * ROW_HEIGHT);
  };

  const sheet = useSheet(model, {
    onEdit,
    onUndo,
    onRedo,
    onFind: () => finding.open(),
    onNote: () => writeNote(),
    reveal,
    page: () => ({
      rows: Math.floor((sight.height - headSize) / ROW_HEIGHT),
      columns: columnAt(layout.edges, sight.left + sight.width - rowHeadWidth) - from - 1,
    }),
  });
  const { selection, mode } = sheet;
  const active = activeOf(selection);
  const range = rangeOf(selection);
  const pointer = usePointer({
    ...{ box, field, model, sheet, layout, rowHeadWidth, headSize, reveal },
    onWidth: (column, width, done) => {
      const head = columns[column];
      if (head) widths.set(head, width, done);
    },
  });

  const takeFocus = () => field.current?.focus({ preventScroll: true });
  const show = ({ row, column }: Address) => sheet.select(at(row, column));
  const goTo = (to: Address | null) => {
    if (!to) return;
    show(to);
    takeFocus();
  };
  // A pane that opens beside the sheet does not push the active cell out of sight.
  const seen = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another size brings it back.
  useLayoutEffect(() => {
    if (seen.current) reveal(active);
  }, [sight.width, sight.height]);
  useLayoutEffect(() => {
    const top = active.row * ROW_HEIGHT - (box.current?.scrollTop ?? 0);
    seen.current = top >= 0 && top + ROW_HEIGHT <= sight.height - headSize;
  });
  const finding = useFinding(model, active, show, takeFocus);
  const [noting, setNoting] = useState(false);
  const writeNote = () => {
    if (!onNote) return false;
    if (cell.state === "not_reported" || cell.state === "raw") sheet.say(words.noteEmpty);
    else if (activeRow && activeColumn && cell.state !== "computed") setNoting(true);
    return true;
  };
  useImperativeHandle(ref, () => ({ focus: (row, column) => goTo(model.addressOf(row, column)) }));

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const { key, shiftKey: shift, altKey: alt } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && mode === "idle" && /^[cx]$/i.test(key)) {
      return offerCopy(event.currentTarget, /x/i.test(key) ? sheet.cut() : sheet.copy());
    }
    const intent = intentOf({ key, ctrl, shift, alt }, mode);
    if (plain && (intent?.do === "nil" || intent?.do === "na")) return;
    if (intent && sheet.perform(intent)) event.preventDefault();
  };

  const onClipboard = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    if (mode !== "idle") return;
    event.preventDefault();
    const files = event.type === "paste" ? [...(event.clipboardData.files ?? [])] : [];
    // A spreadsheet puts a picture of its cells beside their text: the text is what is meant.
    const meant = files.length > 0 && event.clipboardData.getData("text/plain") === "";
    if (meant && onFiles) onFiles(files);
    else if (event.type === "paste") sheet.paste(event.clipboardData.getData("text/plain"));
    else event.clipboardData.setData("text/plain", event.type === "cut" ? sheet.cut() : sheet.copy());
  };

  const inSight = rowsInSight(sight.top, sight.height - headSize, rows.length);
  const { from, to } = columnsInSight(layout, sight.left, sight.width - rowHeadWidth);
  // One object for as long as it says the same: rows that stay in sight are not drawn again while scrolling.
  const across = useMemo(() => ({ from, to }), [from, to]);
  const activeRow = rows[active.row];
  const activeColumn = columns[active.column];
  const cell = model.cell(active);
  const readOnly = model.readOnly(active);
  const spoken = activeRow && activeColumn ? describedCell(activeRow, activeColumn, cell, readOnly) : "";
  // Drawn again when it is of another cell, not while one is typed into.
  const beside = useMemo(
    () =>
      side && activeRow && activeColumn
        ? side({ row: activeRow, column: activeColumn, cell, readOnly })
        : null,
    [side, activeRow, activeColumn, cell, readOnly],
  );

  const place = {
    left: rowHeadWidth + (layout.edges[active.column] ?? 0),
    top: headSize + active.row * ROW_HEIGHT,
    width: (layout.edges[active.column + 1] ?? 0) - (layout.edges[active.column] ?? 0),
    height: ROW_HEIGHT,
  };

  return (
    <div className="dz-grid" data-focused={focused || finding.bar !== null} data-mode={mode}>
      {finding.bar ? <FindBar {...finding.bar} /> : null}
      <div className="dz-grid-sheetside">
        <Dropdown trigger={["contextMenu"]} menu={gridMenu(sheet, plain, onNote !== undefined)}>
          <div className="dz-grid-box" ref={box} {...pointer.handlers}>
            <div
              role="grid"
              className="dz-grid-sheet"
              aria-label={label}
              aria-rowcount={head.levels + rows.length}
              aria-colcount={columns.length + 1}
              aria-multiselectable="true"
              style={{ width: rowHeadWidth + layout.total, height: headSize + rows.length * ROW_HEIGHT }}
            >
              <GridHead
                head={head}
                columns={columns}
                layout={layout}
                sight={across}
                rowTitle={rowTitle}
                rowHeadWidth={rowHeadWidth}
                left={range.left}
                right={range.right}
              />
              {/* Only the rows in sight stand here, in normal flow below the height of those above them: boxes that are
                  placed or clipped one by one make slow engines paint each cell by itself. */}
              <div role="rowgroup" style={{ paddingTop: inSight.from * ROW_HEIGHT }}>
                {rows.slice(inSight.from, inSight.to).map((row, offset) => {
                  const index = inSight.from + offset;
                  const chosen = index >= range.top && index <= range.bottom;
                  return (
                    <GridRow
                      key={row.key}
                      model={model}
                      row={row}
                      index={index}
                      version={model.rowVersion(index)}
                      headLevels={head.levels}
                      layout={layout}
                      sight={across}
                      rowHeadWidth={rowHeadWidth}
                      left={chosen ? range.left : -1}
                      right={chosen ? range.right : -1}
                      active={index === active.row ? active.column : -1}
                    />
                  );
                })}
              </div>
            </div>
            <GridMarks
              range={range}
              filling={pointer.filling}
              cutting={sheet.cutting}
              layout={layout}
              rowHeadWidth={rowHeadWidth}
              headSize={headSize}
              handle={mode === "idle" && focused && !readOnly}
            />
            <CellEditor
              field={field}
              sheet={sheet}
              spoken={spoken}
              readOnly={readOnly}
              problem={focused && mode === "idle" && isSingle(selection) ? cell.problem : null}
              invalid={cell.problem?.severity === "error"}
              place={place}
              edge={sight.left + sight.width}
              onKeyDown={onKeyDown}
              onClipboard={onClipboard}
              onFocus={setFocused}
            />
            {noting && onNote && activeRow && activeColumn ? (
              <NoteBox
                key={`${activeRow.key} ${activeColumn.key}`}
                name={`${activeRow.title} ${activeColumn.title}`}
                note={cell.note ?? ""}
                readOnly={readOnly}
                place={{ left: place.left + place.width + 6, top: place.top }}
                onKeep={(note) => onNote(activeRow.key, activeColumn.key, note)}
                onClose={() => {
                  setNoting(false);
                  takeFocus();
                }}
              />
            ) : null}
          </div>
        </Dropdown>
        {beside ? <div className="dz-grid-side">{beside}</div> : null}
      </div>
      <GridFoot
        counts={model.counts()}
        said={sheet.said}
        onEmpty={() => goTo(model.nextEmpty(active))}
        onError={() => goTo(model.nextProblem(active, "error"))}
        onQuery={() => goTo(model.nextProblem(active, "query"))}
      >
        {foot}
      </GridFoot>
      <div className="dz-unseen" aria-live="polite">
        {[sheet.said, focused ? spoken : ""].filter(Boolean).join("。")}
      </div>
    </div>
  );
}

/** One model for the grid's life; new content goes in while rendering, so that no frame shows old cells in new rows. */
function useModel(rows: readonly Row[], columns: readonly Column[], cells: Cells): GridModel {
  const [model] = useState(() => new GridModel());
  const given = useRef<readonly unknown[]>([]);
  const next = [rows, columns, cells];
  if (next.some((part, at) => part !== given.current[at])) {
    given.current = next;
    model.setData(rows, columns, cells);
  }
  useSyncExternalStore(model.subscribe, model.version);
  return model;
}

/**
 * Some web views send a copy event only when text is selected, so the copied text is put into the field for the moment
 * of the copy.
 */
function offerCopy(field: HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.select();
  setTimeout(() => {
    field.value = "";
  });
}

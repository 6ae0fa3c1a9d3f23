// A table whose rows form a tree, virtual, with the first column as the way into each row. Arrow keys walk the rows,
// left and right fold them, Enter opens. Fills the height it is given. Sorting, sums and words are the caller's.
import { Table, type TableColumnsType } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { keepTop, keptTop } from "../state/kept";
import { flattened, moved, type TreeRow } from "./tree-table.logic";
import { useBox } from "./useBox";
import "./tree-table.css";

export interface TreeTableProps<Row extends TreeRow<Row>> {
  label: string;
  /** Names the scroll place, so that coming back finds it. */
  keep?: string;
  rows: readonly Row[];
  /** The first column: what a row is called. */
  name: { title: ReactNode; width: number; render(row: Row): ReactNode };
  columns: TableColumnsType<Row>;
  /** Least width of all columns together; beyond it the table scrolls sideways. */
  width: number;
  expanded: readonly string[];
  onExpand(keys: string[]): void;
  /** The row whose details are shown. */
  active?: string | null;
  onOpen?: (row: Row) => void;
  empty?: ReactNode;
}

/** What we use of the table's own handle. */
interface TableRef {
  scrollTo?(to: { key: string } | { top: number }): void;
}

export function TreeTable<Row extends TreeRow<Row>>(props: TreeTableProps<Row>) {
  const { label, keep, rows, name, columns, width, expanded, onExpand, active, onOpen, empty } = props;
  const [box, { width: boxWidth, height }] = useBox();
  const table = useRef<TableRef>(null);
  const shown = useMemo(() => flattened(rows, new Set(expanded)), [rows, expanded]);
  const [current, setCurrent] = useState<string | null>(null);
  const focusable = shown.some(({ row }) => row.key === current)
    ? current
    : (active ?? shown[0]?.row.key ?? null);

  const ready = height > 0 && shown.length > 0;
  useEffect(() => {
    const top = keep && ready ? keptTop(keep) : 0;
    if (top > 0) table.current?.scrollTo?.({ top });
  }, [keep, ready]);

  const focus = (key: string) => {
    setCurrent(key);
    table.current?.scrollTo?.({ key });
    requestAnimationFrame(() =>
      box.current
        ?.querySelector<HTMLElement>(`[data-row-key="${CSS.escape(key)}"] .dz-treetable-name`)
        ?.focus(),
    );
  };

  const fold = (key: string, open: boolean) =>
    onExpand(open ? [...expanded, key] : expanded.filter((other) => other !== key));

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || !event.target.classList.contains("dz-treetable-name"))
      return;
    const step = moved(shown, focusable, event.key, new Set(expanded));
    if (!step) return;
    event.preventDefault();
    if ("fold" in step) fold(step.fold, step.open);
    else focus(step.focus);
  };

  const first: TableColumnsType<Row>[number] = {
    key: "name",
    title: name.title,
    width: name.width,
    fixed: "start",
    render: (_, row) => (
      <button
        type="button"
        className="dz-plain dz-treetable-name"
        tabIndex={row.key === focusable ? 0 : -1}
        data-pane-focus={row.key === focusable ? "" : undefined}
        onFocus={() => setCurrent(row.key)}
        onClick={() => onOpen?.(row)}
      >
        {name.render(row)}
      </button>
    ),
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside.
    <div className="dz-treetable" ref={box} onKeyDown={onKeyDown}>
      {height > 0 ? (
        <Table<Row>
          ref={table as never}
          aria-label={label}
          virtual
          size="small"
          rowKey="key"
          pagination={false}
          dataSource={rows as Row[]}
          columns={[first, ...columns]}
          scroll={{ x: Math.max(width, boxWidth - 2), y: height - 40 }}
          rowClassName={(row) => (row.key === active ? "dz-treetable-active" : "")}
          expandable={{
            expandedRowKeys: expanded as string[],
            onExpandedRowsChange: (keys) => onExpand(keys.map(String)),
            indentSize: 18,
          }}
          onScroll={(event) => keep && keepTop(keep, event.currentTarget.scrollTop)}
          onRow={(row) => ({ onClick: () => onOpen?.(row) })}
          locale={empty ? { emptyText: empty } : {}}
        />
      ) : null}
    </div>
  );
}

// The room: the tree of programmes, indicators and targets, filtered by text and status, and the drawer of the target the
// address names.
import { NodeCollapseOutlined, NodeExpandOutlined, PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef } from "antd";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { FillBody, Page } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { StatusMark } from "../../parts/StatusMark";
import { TreeTable } from "../../parts/TreeTable";
import { UnitPath } from "../../parts/UnitPath";
import { useAsk } from "../../state/ask";
import { useKept } from "../../state/kept";
import { useKeys } from "../../state/keys";
import { useLedger } from "../../state/ledger";
import { useContextOfLens } from "../../state/lens";
import { go, goQuery, replace, replaceQuery, useRoute } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { TargetLine } from "../../wire/TargetLine";
import type { TargetTreeNode } from "../../wire/TargetTreeNode";
import { columns, NAME_WIDTH, NARROW_NAME_WIDTH, NARROW_WIDTH, narrowColumns, WIDTH } from "./columns";
import { EditPane } from "./EditPane";
import { editingOf, versionOf } from "./edit.logic";
import { SharesPage } from "./SharesPage";
import { Tags } from "./Tags";
import { TargetPane } from "./TargetPane";
import {
  activeKey,
  branchKeys,
  firstOpen,
  isFiltering,
  linesOf,
  NO_FILTER,
  neighbour,
  type Row,
  rowsOf,
  statusesIn,
} from "./tree.logic";
import "./targets.css";

export function TargetsPage() {
  const { path } = useRoute();
  const [target, part] = path;
  return target && part === "shares" ? <SharesPage target={target} /> : <TreePage />;
}

function TreePage() {
  const context = useContextOfLens();
  const { data, error, refetch } = useAsk("target_tree", context, {
    rooms: ["targets", "assessment", "results", "programmes"],
  });
  return (
    <>
      {error ? (
        <Page title={text.title}>
          <Refusal error={error} onRetry={refetch} />
        </Page>
      ) : data ? (
        <Tree tree={data} />
      ) : (
        <Page title={text.title}>
          <p className="dz-faint tg-loading">{text.loading}</p>
        </Page>
      )}
    </>
  );
}

function Tree({ tree }: { tree: TargetTreeNode[] }) {
  const { path, query } = useRoute();
  const [find, setFind] = useState(query.q ?? "");
  const wanted = useDeferredValue(find);
  const statuses = useMemo(() => (query.status ?? "").split(",").filter(Boolean), [query.status]);
  const filter = useMemo(
    () => ({ text: wanted, statuses, indicator: query.indicator ?? null }),
    [wanted, statuses, query.indicator],
  );
  const all = useMemo(() => rowsOf(tree, NO_FILTER), [tree]);
  const rows = useMemo(() => (isFiltering(filter) ? rowsOf(tree, filter) : all), [tree, all, filter]);
  const [kept, keep] = useKept<string[] | null>("targets.open", null);
  const open = isFiltering(filter) ? branchKeys(rows) : (kept ?? firstOpen(all));
  const active = activeKey(all, path[0], query.unit);
  const search = useRef<InputRef>(null);

  const show = (line: TargetLine, tab?: string) =>
    go({
      room: "targets",
      path: [line.target],
      query: { ...query, cell: null, unit: line.org_unit, show: tab },
    });
  const close = () => go({ room: "targets", query: { ...query, unit: null, show: null, cell: null } });
  const clear = () => {
    setFind("");
    replaceQuery({ status: null, indicator: null, q: null });
  };
  const step = (by: 1 | -1) => {
    const next = neighbour(rows, active, by);
    if (next)
      replace({ room: "targets", path: [next.target], query: { ...query, unit: next.org_unit, cell: null } });
  };

  useKeys(text.keys.title, [
    { keys: "/", label: text.keys.find, run: () => search.current?.focus() },
    { keys: "N", label: text.keys.make, run: make },
    { keys: "?", label: text.keys.how, run: () => showHow(focusedLine(rows), show) },
    ...(path[0]
      ? [
          { keys: "J", label: text.keys.next, run: () => step(1) },
          { keys: "K", label: text.keys.previous, run: () => step(-1) },
        ]
      : []),
  ]);

  const editing = editingOf(query.edit);
  const pane = editing ? (
    <EditPane
      key={`${editing} ${path[0]} ${query.version}`}
      editing={editing}
      target={path[0] ?? null}
      version={versionOf(query.version)}
      onClose={() => goQuery({ edit: null, version: null })}
      onSaved={(target) =>
        go({ room: "targets", path: [target], query: { ...query, edit: null, version: null } })
      }
    />
  ) : path[0] ? (
    <TargetPane key={`${path[0]}@${query.unit}`} target={path[0]} unit={query.unit ?? null} onClose={close} />
  ) : null;

  if (tree.length === 0) {
    return (
      <Page title={text.title}>
        <EmptyState
          title={text.empty}
          hint={text.emptyTodo}
          action={{ label: text.emptyNext, run: () => go({ room: "documents" }) }}
        />
        {pane}
      </Page>
    );
  }

  return (
    <Page
      title={text.title}
      aside={
        <>
          <span className="dz-second" role="status">
            {text.counted(linesOf(rows).length, linesOf(all).length)}
          </span>
          <Input
            allowClear
            className="tg-find"
            prefix={<SearchOutlined />}
            aria-label={text.search}
            placeholder={text.search}
            value={find}
            ref={search}
            onChange={(event) => setFind(event.target.value)}
          />
          <MakeButton />
          <Button
            type="text"
            icon={<NodeExpandOutlined />}
            title={text.expandAll}
            aria-label={text.expandAll}
            onClick={() => keep(branchKeys(all))}
          />
          <Button
            type="text"
            icon={<NodeCollapseOutlined />}
            title={text.collapseAll}
            aria-label={text.collapseAll}
            onClick={() => keep([])}
          />
        </>
      }
    >
      <FillBody>
        <UnitPath />
        <Statuses lines={linesOf(all)} chosen={statuses} onClear={isFiltering(filter) ? clear : null} />
        <TreeTable<Row>
          label={text.treeLabel}
          rows={rows}
          name={{
            title: text.columns.name,
            width: pane ? NARROW_NAME_WIDTH : NAME_WIDTH,
            render: (row) => <Name row={row} bare={!!pane} />,
          }}
          columns={pane ? narrowColumns : columns}
          width={pane ? NARROW_WIDTH : WIDTH}
          expanded={open}
          onExpand={(keys) => {
            if (!isFiltering(filter)) keep(keys);
          }}
          active={active}
          onOpen={(row) => {
            if (row.line) show(row.line);
            else if (!isFiltering(filter))
              keep(open.includes(row.key) ? open.filter((key) => key !== row.key) : [...open, row.key]);
          }}
          empty={
            <EmptyState
              title={text.noMatch}
              hint={text.noMatchTodo}
              action={{ label: text.clear, run: clear }}
            />
          }
        />
        <p className="tg-keys dz-faint">{text.keysHint}</p>
      </FillBody>
      {pane}
    </Page>
  );
}

function MakeButton() {
  const readOnly = useLedger().ledger?.read_only ?? false;
  if (readOnly) return null;
  return (
    <Button icon={<PlusOutlined />} data-testid="make-target" onClick={make}>
      {text.make}
    </Button>
  );
}

function make() {
  go({ room: "targets", query: { edit: "new" } });
}

interface StatusesProps {
  lines: readonly TargetLine[];
  chosen: readonly string[];
  /** null: nothing is filtered. */
  onClear: (() => void) | null;
}

function Statuses({ lines, chosen, onClear }: StatusesProps) {
  const toggle = (code: string) => {
    const next = chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code];
    replaceQuery({ status: next.join(",") || null });
  };
  return (
    <fieldset className="tg-statuses">
      <legend className="dz-unseen">{text.filters}</legend>
      {statusesIn(lines).map((status) => (
        <button
          key={status.code}
          type="button"
          className="dz-plain tg-status"
          aria-pressed={chosen.includes(status.code)}
          onClick={() => toggle(status.code)}
        >
          <StatusMark status={status} />
        </button>
      ))}
      {onClear ? (
        <button type="button" className="dz-plain tg-clear" onClick={onClear}>
          {text.clear}
        </button>
      ) : null}
    </fieldset>
  );
}

/** Beside an open drawer there is room for the name alone. */
function Name({ row, bare }: { row: Row; bare: boolean }) {
  if (row.line) {
    return (
      <span className="tg-leaf" title={row.name}>
        <span className="dz-clip">{row.name}</span>
        {bare ? null : <Tags line={row.line} example={text.exampleShort} />}
      </span>
    );
  }
  return (
    <span className="tg-branch" data-kind={row.kind} title={row.hint ? `${row.name}\n${row.hint}` : row.name}>
      {row.name}
      <span className="tg-hint">
        {row.kind === "programme" ? text.programme(row.hint, row.targets) : text.inProgramme(row.targets)}
      </span>
    </span>
  );
}

/** The target of the row that has the focus. */
function focusedLine(rows: readonly Row[]): TargetLine | null {
  const key = document.activeElement?.closest<HTMLElement>("[data-row-key]")?.dataset.rowKey;
  const find = (list: readonly Row[]): TargetLine | null =>
    list.reduce<TargetLine | null>(
      (found, row) => found ?? (row.key === key ? row.line : find(row.children ?? [])),
      null,
    );
  return find(rows);
}

function showHow(line: TargetLine | null, show: (line: TargetLine, tab: string) => void): void {
  if (line) show(line, "how");
  else replaceQuery({ show: "how" });
}

// 任务分解 as a sheet: units down, the share and its months across, typed, pasted or divided. The sum and what it says of
// the target come back from the ledger after each change; each change is one entry and one undo.

import { LeftOutlined } from "@ant-design/icons";
import { Button, Popover, Select } from "antd";
import { useMemo, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { placedCells } from "../../parts/grid/cells";
import { Grid } from "../../parts/grid/Grid";
import type { CellEdit } from "../../parts/grid/types";
import { OneOf } from "../../parts/OneOf";
import { FillBody, Page } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { useAsk, useTell } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useLedger } from "../../state/ledger";
import { useLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { go, replaceQuery, useRoute } from "../../state/route";
import { useUndo } from "../../state/undo";
import { targets } from "../../text/targets";
import type { AllocationSheet } from "../../wire/AllocationSheet";
import type { LedgerView } from "../../wire/LedgerView";
import type { SplitBy } from "../../wire/SplitBy";
import { SumCheck } from "./Shares";
import { gridOf, offWords, setBy, type Weights } from "./sheet.logic";

const text = targets.sheet;

export function SharesPage({ target }: { target: string }) {
  const { query } = useRoute();
  const asOf = useLens((lens) => lens.asOf);
  const { ledger } = useLedger();
  const request = { as_of: asOf, target, level: query.level ?? null };
  const { data, error, refetch } = useAsk("allocation_sheet", request, { rooms: ["targets", "org"] });
  const back = () => go({ room: "targets", path: [target], query: { show: "shares" } });
  useKeys(text.keysTitle, [{ keys: "Alt+ArrowUp", label: text.keys.back, run: back }]);

  return (
    <Page
      title={data ? text.title(data.name) : text.loading}
      aside={
        <Button icon={<LeftOutlined />} onClick={back}>
          {text.back}
        </Button>
      }
    >
      <FillBody>
        {error ? <Refusal error={error} onRetry={() => void refetch()} /> : null}
        {data && ledger ? <Opened target={target} sheet={data} ledger={ledger} /> : null}
        {!data && !error ? <p className="dz-faint">{text.loading}</p> : null}
      </FillBody>
    </Page>
  );
}

interface OpenedProps {
  target: string;
  sheet: AllocationSheet;
  ledger: LedgerView;
}

function Opened({ target, sheet, ledger }: OpenedProps) {
  const { query } = useRoute();
  const byMonth = query.months === "1";
  const [weights, setWeights] = useState<Weights | null>(null);
  const { undo, redo } = useUndo(ledger);
  const { mutateAsync: allocate } = useTell("allocate");
  const asOf = useLens((lens) => lens.asOf);
  const { divide, dividing } = useDividing(target, sheet, setWeights);
  const grid = useMemo(() => gridOf(sheet, byMonth, weights), [sheet, byMonth, weights]);
  const cells = useMemo(() => placedCells(grid.rows, grid.columns, grid.cells), [grid]);

  const onEdit = (edits: CellEdit[]) => {
    const set = setBy(edits);
    if (set.weights.length > 0) setWeights((before) => new Map([...(before ?? []), ...set.weights]));
    return set.shares.length > 0 ? allocate({ target, as_of: asOf, shares: set.shares }) : Promise.resolve();
  };
  const off = offWords(sheet);

  if (sheet.rows.length === 0) return <EmptyState title={text.noUnits} />;
  return (
    <>
      <div className="tg-sheet-tools">
        <Select
          aria-label={text.level}
          value={sheet.level}
          popupMatchSelectWidth={false}
          onChange={(level) => replaceQuery({ level })}
          options={sheet.levels.map(({ code, word, units }) => ({
            value: code,
            label: text.levelOf(word, units),
          }))}
        />
        {sheet.periods.length > 0 ? (
          <OneOf
            aria-label={text.layout}
            value={byMonth ? "1" : ""}
            onChange={(value) => replaceQuery({ months: value || null })}
            options={[
              { value: "", label: text.byUnit },
              { value: "1", label: text.byMonth },
            ]}
          />
        ) : null}
        {ledger.read_only ? (
          <span className="dz-second">{text.readOnly}</span>
        ) : (
          <>
            <Button data-testid="split-even" disabled={dividing} onClick={() => divide({ type: "even" })}>
              {text.even}
            </Button>
            <WeighButton
              onIndicator={(id) => divide({ type: "indicator", id })}
              onTyped={() => setWeights(new Map())}
            />
            {weights ? (
              <Button
                type="primary"
                disabled={dividing || weights.size === 0}
                onClick={() => divide({ type: "typed", weights: sharesOf(weights) })}
              >
                {text.weighGo}
              </Button>
            ) : null}
            {byMonth ? (
              <Button title={text.monthsHint} disabled={dividing} onClick={() => divide({ type: "months" })}>
                {text.months}
              </Button>
            ) : null}
          </>
        )}
      </div>
      <SumCheck view={sheet} uom={sheet.uom} noTask={sheet.no_task} />
      {sheet.changes_from ? <p className="dz-second">{text.changesFrom(sheet.changes_from)}</p> : null}
      {weights ? <p className="dz-second">{text.weighTypedHint}</p> : null}
      {byMonth && off ? <p className="tg-off">{text.monthsOff(off)}</p> : null}
      <div className="tg-sheet" data-testid="grid">
        <Grid
          plain
          label={text.label(sheet.name)}
          rowTitle={targets.shares.unit}
          rows={ledger.read_only ? grid.rows.map((row) => ({ ...row, readOnly: true })) : grid.rows}
          columns={grid.columns}
          cells={cells}
          onEdit={onEdit}
          onUndo={undo}
          onRedo={redo}
        />
      </div>
      <p className="tg-small dz-faint">{text.hint}</p>
    </>
  );
}

function sharesOf(weights: Weights) {
  return [...weights].map(([org_unit, text]) => ({ org_unit, period: null, text }));
}

/** Asks for a proposal and sets it, as one entry; who got nothing for want of a weight is named. */
function useDividing(target: string, sheet: AllocationSheet, setWeights: (weights: null) => void) {
  const asOf = useLens((lens) => lens.asOf);
  const split = useTell("split_target");
  const allocate = useTell("allocate");
  const divide = async (by: SplitBy) => {
    try {
      const { shares, unweighed } = await split.mutateAsync({
        sheet: { as_of: asOf, target, level: sheet.level },
        by,
      });
      await allocate.mutateAsync({ target, as_of: asOf, shares });
      setWeights(null);
      if (unweighed.length > 0) {
        sayDone(text.unweighed(unweighed.length, unweighed.slice(0, 6).join("、")));
      } else sayDone(by.type === "months" ? text.dividedMonths : text.divided(shares.length));
    } catch {
      // Refusals are told by the notices; the sheet stays as it was.
    }
  };
  return { divide: (by: SplitBy) => void divide(by), dividing: split.isPending || allocate.isPending };
}

interface WeighButtonProps {
  onIndicator(id: string): void;
  onTyped(): void;
}

function WeighButton({ onIndicator, onTyped }: WeighButtonProps) {
  const [open, setOpen] = useState(false);
  const { data } = useAsk("catalogue", {}, { rooms: ["programmes"], enabled: open });
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="tg-weigh">
          <Select
            showSearch={{ optionFilterProp: "label" }}
            aria-label={text.weighBy}
            placeholder={text.weighBy}
            style={{ width: 300 }}
            onChange={(id: string) => {
              setOpen(false);
              onIndicator(id);
            }}
            options={(data?.indicators ?? []).map(({ id, name, uom }) => ({
              value: id,
              label: `${name}（${uom}）`,
            }))}
          />
          <Button
            onClick={() => {
              setOpen(false);
              onTyped();
            }}
          >
            {text.weighTyped}
          </Button>
        </div>
      }
    >
      <Button>{text.weigh}</Button>
    </Popover>
  );
}

// The line at the foot: is it saved, what can be taken back, is the ledger sound.
import {
  CheckOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  LoadingOutlined,
  RedoOutlined,
  SafetyCertificateOutlined,
  UndoOutlined,
} from "@ant-design/icons";
import { useIsMutating } from "@tanstack/react-query";
import { clock, localDay, momentName } from "../lib/period";
import { useVerify } from "../state/keeping";
import type { Undoing } from "../state/undo";
import { shell } from "../text/shell";
import type { LedgerView } from "../wire/LedgerView";

export interface StatusLineProps {
  ledger: LedgerView;
  undoing: Undoing;
  onHelp(): void;
}

export function StatusLine({ ledger, undoing, onHelp }: StatusLineProps) {
  return (
    <footer className="dz-status" data-pane="status">
      <Saved at={ledger.saved_at} />
      <Step
        icon={<UndoOutlined />}
        word={shell.undo}
        keys="Ctrl+Z"
        label={undoing.undoLabel}
        run={undoing.undo}
      />
      <Step
        icon={<RedoOutlined />}
        word={shell.redo}
        keys="Ctrl+Y"
        label={undoing.redoLabel}
        run={undoing.redo}
      />
      <span className="dz-status-gap" />
      <ClockBehind latest={ledger.clock_behind} />
      <Health ledger={ledger} />
      <button type="button" className="dz-plain dz-status-item" onClick={onHelp}>
        {shell.help} <kbd>Ctrl+/</kbd>
      </button>
    </footer>
  );
}

function Saved({ at }: { at: string | null }) {
  const saving = useIsMutating({ predicate: ({ meta }) => meta?.changes !== false }) > 0;
  const moment = at ? new Date(at) : null;
  // A ledger that nobody has written in today says that it is saved, not at what o'clock long ago.
  const today = moment && localDay(moment) === localDay(new Date());
  return (
    <span
      className="dz-status-item dz-status-saved"
      role="status"
      title={at ? shell.lastEntry(momentName(at)) : undefined}
    >
      {saving ? <LoadingOutlined /> : <CheckOutlined />}
      {saving ? shell.saving : today ? shell.savedAt(clock(moment)) : shell.saved}
    </span>
  );
}

/** The clock of this device was set back or is wrong: what is written now says so by its time. */
function ClockBehind({ latest }: { latest: string | null }) {
  if (latest === null) return null;
  return (
    <span
      className="dz-status-item"
      role="status"
      data-trouble
      data-testid="clock-behind"
      title={shell.clockBehindHint}
    >
      <ClockCircleOutlined aria-hidden /> {shell.clockBehind(momentName(latest))}
    </span>
  );
}

interface StepProps {
  icon: React.ReactNode;
  word: string;
  keys: string;
  label: string | null;
  run(): void;
}

function Step({ icon, word, keys, label, run }: StepProps) {
  return (
    <button
      type="button"
      className="dz-plain dz-status-item"
      disabled={label === null}
      onClick={run}
      title={keys}
    >
      {icon}
      {word}
      {label ? <span className="dz-clip dz-status-label">{shell.quoted(label)}</span> : null}
    </button>
  );
}

function Health({ ledger }: { ledger: LedgerView }) {
  const verify = useVerify();
  const found = verify.problems ?? ledger.health.problems.length;
  const sound = found === 0 && ledger.health.state === "sound";
  return (
    <button type="button" className="dz-plain dz-status-item" onClick={verify.run} data-trouble={!sound}>
      {verify.running ? (
        <LoadingOutlined />
      ) : sound ? (
        <SafetyCertificateOutlined />
      ) : (
        <ExclamationCircleFilled />
      )}
      {verify.running ? shell.verifying : sound ? shell.verified : shell.verifyFailed(found)}
    </button>
  );
}

// The foot of a page of rules: on whose word, since when what holds holds, give up, put in force.
import { Button, Input } from "antd";
import type { ReactNode } from "react";
import { dayName } from "../../lib/period";
import { settings } from "../../text/settings";
import type { WrittenBy } from "../../wire/WrittenBy";

const text = settings.rules;

export interface PutInForceProps {
  reason: string;
  onReason(reason: string): void;
  since: string;
  /** Something else is said than what holds. */
  fresh: boolean;
  /** What is said cannot be put in force. */
  blocked?: boolean;
  locked: boolean;
  pending: boolean;
  onGiveUp(): void;
  /** What it would do. */
  children?: ReactNode;
}

export function PutInForce(props: PutInForceProps) {
  const { reason, onReason, since, fresh, blocked = false, locked, pending, onGiveUp, children } = props;
  return (
    <footer className="set-put">
      {children ?? <span />}
      <Input
        aria-label={text.reason}
        placeholder={text.reasonHint}
        value={reason}
        disabled={locked}
        data-testid="rules-reason"
        onChange={(event) => onReason(event.target.value)}
      />
      <div className="set-ways set-ways-end">
        <span className="dz-faint set-since">{since}</span>
        <Button disabled={!fresh} onClick={onGiveUp}>
          {text.giveUp}
        </Button>
        <Button
          type="primary"
          htmlType="submit"
          disabled={!fresh || blocked || locked}
          loading={pending}
          data-testid="rules-set"
        >
          {text.set}
        </Button>
      </div>
    </footer>
  );
}

export function since(written: WrittenBy | null): string {
  return written ? text.since(written.by, dayName(written.time), written.reason) : text.shipped;
}

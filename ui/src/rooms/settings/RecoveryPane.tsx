// 恢复密钥: what it is for, whether there is one, and making one: a page to print, shown once and not kept. Whoever has one
// can have the automatic backups sealed too.
import { Button, Switch } from "antd";
import { useState } from "react";
import { SidePane } from "../../parts/SidePane";
import { useTell } from "../../state/ask";
import { exchange } from "../../text/exchange";
import type { RecoveryView } from "../../wire/RecoveryView";

const text = exchange.recovery;

export interface RecoveryPaneProps {
  recovery: RecoveryView | null;
  writable: boolean;
  onClose(): void;
}

export function RecoveryPane({ recovery, writable, onClose }: RecoveryPaneProps) {
  const [shown, setShown] = useState<string | null>(null);
  const make = useTell("make_recovery_key", { onDone: ({ path }) => setShown(path) });
  const seal = useTell("seal_backups");
  const written = recovery?.written ?? null;
  return (
    <SidePane title={text.title} onClose={onClose}>
      <p className="dz-second">{text.what}</p>
      {recovery ? (
        <dl className="set-facts">
          <dt>{text.fingerprint}</dt>
          <dd className="set-path">{recovery.fingerprint}</dd>
          <dt>{text.made}</dt>
          <dd>{written ? `${written.by} · ${exchange.day(written.time)}` : exchange.dash}</dd>
          <dt id="set-automatic">{text.automatic}</dt>
          <dd>
            <Switch
              checked={recovery.automatic}
              disabled={!writable}
              loading={seal.isPending}
              aria-labelledby="set-automatic"
              aria-describedby="set-automatic-what"
              data-testid="recovery-automatic"
              onChange={(sealed) => seal.mutate({ sealed })}
            />
            <p className="dz-second" id="set-automatic-what">
              {text.automaticWhat}
            </p>
          </dd>
        </dl>
      ) : (
        <p className="dz-second">{text.none}</p>
      )}
      {shown ? (
        <p role="status" data-testid="recovery-shown">
          {text.shown} <bdi className="set-path">{shown}</bdi>
        </p>
      ) : null}
      <p className="dz-second">{recovery ? text.replaces : text.how}</p>
      <div className="set-ways set-ways-end">
        <Button
          type="primary"
          disabled={!writable}
          loading={make.isPending}
          onClick={() => make.mutate({})}
          data-testid="recovery-make"
        >
          {recovery ? text.again : text.make}
        </Button>
      </div>
    </SidePane>
  );
}

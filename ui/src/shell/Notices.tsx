// Where short messages appear: at the foot, over the page. Confirmations go after five seconds, refusals stay.
import { CheckCircleFilled, CloseOutlined, ExclamationCircleFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect } from "react";
import { dismiss, type Notice, sayDone, useNotices } from "../state/notices";
import { shell } from "../text/shell";

export function Notices() {
  const notices = useNotices((state) => state.notices);
  return (
    <div className="dz-notices" aria-live="polite">
      {notices.map((notice) => (
        <OneNotice key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function OneNotice({ notice }: { notice: Notice }) {
  const { id, kind, what, todo, action, details } = notice;
  useEffect(() => {
    if (kind !== "done") return;
    const timer = setTimeout(() => dismiss(id), 5000);
    return () => clearTimeout(timer);
  }, [id, kind]);
  return (
    <div className="dz-notice" data-kind={kind} role={kind === "refused" ? "alert" : undefined}>
      {kind === "done" ? <CheckCircleFilled /> : <ExclamationCircleFilled />}
      <div className="dz-notice-words">
        <p>{what}</p>
        {todo ? <p className="dz-second">{todo}</p> : null}
      </div>
      {action ? (
        <Button size="small" type="link" onClick={action.run}>
          {action.label}
        </Button>
      ) : null}
      {details ? (
        <Button size="small" type="link" onClick={() => void copied(details)}>
          {shell.copyError}
        </Button>
      ) : null}
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined />}
        aria-label={shell.dismiss}
        onClick={() => dismiss(id)}
      />
    </div>
  );
}

async function copied(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  sayDone(shell.copied);
}

// Before a pasted block is written of which something is no number: what, where, and the choice.
import { Button } from "antd";
import { Dialog } from "../../parts/Dialog";
import { results as text } from "../../text/results";
import type { PastePreview } from "./useSheetEdits";

const MOST = 50;

export function PasteDialog({ all, unreadable, answer }: PastePreview) {
  const good = all - unreadable.length;
  return (
    <Dialog
      title={text.pasteTitle(unreadable.length)}
      width={640}
      onCancel={() => answer("none")}
      footer={
        <>
          <Button onClick={() => answer("none")}>{text.pasteNone}</Button>
          <Button disabled={good === 0} onClick={() => answer("good")}>
            {text.pasteGood(good)}
          </Button>
          <Button type="primary" autoFocus onClick={() => answer("all")} data-testid="paste-all">
            {text.pasteAll}
          </Button>
        </>
      }
    >
      <p className="dz-second">{text.pasteHint}</p>
      <div className="dz-paper-scroll">
        <table className="dz-paper-table dz-paste-table">
          <thead>
            <tr>
              <th scope="col">{text.pasteColumns.cell}</th>
              <th scope="col">{text.pasteColumns.text}</th>
              <th scope="col">{text.pasteColumns.problem}</th>
            </tr>
          </thead>
          <tbody>
            {unreadable.slice(0, MOST).map(({ edit, row, column, text: pasted, words }) => (
              <tr key={`${edit.row}\n${edit.column}`}>
                <td>
                  {row} · {column}
                </td>
                <td>{pasted || text.emptyCell}</td>
                <td>{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {unreadable.length > MOST ? (
        <p className="dz-faint">{text.pasteMore(unreadable.length - MOST)}</p>
      ) : null}
    </Dialog>
  );
}

// The files that prove a figure: pictures to look at, the others by their names. A press opens a copy with the desktop's
// own program.
import { DeleteOutlined, FileOutlined, FilePdfOutlined, FileTextOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useAsk, useTell } from "../state/ask";
import { evidence as text } from "../text/evidence";
import type { EvidenceView } from "../wire/EvidenceView";
import "./evidence.css";

export interface EvidenceFilesProps {
  files: readonly EvidenceView[];
  /** Takes a file away; without it the list can only be looked at. */
  onRemove?: (file: EvidenceView) => void;
}

export function EvidenceFiles({ files, onRemove }: EvidenceFilesProps) {
  const open = useTell("open_evidence");
  return (
    <ul className="dz-evidence" aria-label={text.title}>
      {files.map((file) => (
        <li key={file.digest} data-testid="evidence-file">
          <button
            type="button"
            className="dz-plain dz-evidence-open"
            title={file.held ? `${text.open(file.name)}（${text.kilobytes(file.size)}）` : text.missing}
            disabled={!file.held || open.isPending}
            onClick={() => open.mutate({ digest: file.digest })}
          >
            {file.picture ? <Picture digest={file.digest} /> : <Sign name={file.name} />}
            <Name name={file.name || file.digest.slice(0, 8)} />
          </button>
          {onRemove ? (
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={text.remove(file.name)}
              onClick={() => onRemove(file)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** What names have in common stands at their beginning: where there is no room, the middle is left out. */
function Name({ name }: { name: string }) {
  const [fits, end] = [12, 9];
  const letters = [...name];
  if (letters.length <= fits) return <span className="dz-clip">{name}</span>;
  return (
    <span className="dz-evidence-name">
      <span className="dz-clip">{letters.slice(0, -end).join("")}</span>
      <span>{letters.slice(-end).join("")}</span>
    </span>
  );
}

function Picture({ digest }: { digest: string }) {
  const { data } = useAsk("evidence_picture", { digest }, { rooms: [], keep: false });
  return data?.url ? (
    <img className="dz-evidence-picture" src={data.url} alt="" />
  ) : (
    <FileOutlined aria-hidden />
  );
}

function Sign({ name }: { name: string }) {
  if (name.endsWith(".pdf") || name.endsWith(".ofd")) return <FilePdfOutlined aria-hidden />;
  return <FileTextOutlined aria-hidden />;
}

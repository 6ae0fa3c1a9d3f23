// Ctrl+/: the keys that work here and now, as their owners registered them.
import { Dialog } from "../parts/Dialog";
import { useKeyGroups } from "../state/keys";
import { gridKeys } from "../text/grid";
import { shell } from "../text/shell";

export function KeyHelp({ onClose }: { onClose(): void }) {
  const groups = useKeyGroups((state) => state.groups);
  const onScreen = document.querySelector('[role="grid"]') !== null;
  const lists: [string, (readonly [string, string])[]][] = [
    ...groups.map(({ title, keys }): [string, (readonly [string, string])[]] => [
      title,
      keys.flatMap((key) => (key.label ? [[key.keys, key.label] as const] : [])),
    ]),
    ...(onScreen ? [[shell.helpGrid, gridKeys] as [string, (readonly [string, string])[]]] : []),
  ];
  return (
    <Dialog title={shell.helpTitle} footer={null} width={720} onCancel={onClose}>
      <div className="dz-help">
        {lists
          .filter(([, keys]) => keys.length > 0)
          .map(([title, keys]) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {keys.map(([name, label]) => (
                  <div key={name}>
                    <dt>
                      <kbd>{shownKey(name)}</kbd>
                    </dt>
                    <dd>{label}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  );
}

function shownKey(name: string): string {
  return name
    .replace("ArrowLeft", "←")
    .replace("ArrowRight", "→")
    .replace("ArrowUp", "↑")
    .replace("ArrowDown", "↓");
}

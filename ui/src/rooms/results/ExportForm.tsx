// 导出Excel: the form as a paper to be filled in anywhere and stamped; for all units on one, or one for each.
import { DownOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTell } from "../../state/ask";
import { sayDone } from "../../state/notices";
import { exporting as text } from "../../text/workbooks";
import type { SheetView } from "./cells";

const WAYS = { whole: {}, wholeAs: { choose: true }, each: { each: true } } as const;

export function ExportForm({ view }: { view: SheetView }) {
  const reveal = useTell("reveal");
  const write = useTell("export_form", {
    onDone: ({ files, path }) => {
      // No path: the user gave up in the dialog.
      if (path) sayDone(text.done(files, path), { label: text.reveal, run: () => reveal.mutate({ path }) });
    },
  });
  const { form, period } = view.request;
  return (
    <Dropdown
      trigger={["click"]}
      autoFocus
      menu={{
        items: (["whole", "wholeAs", "each"] as const).map((key) => ({ key, label: text[key] })),
        onClick: ({ key }) =>
          write.mutate({
            form,
            period,
            org_units: [],
            each: false,
            choose: false,
            ...WAYS[key as keyof typeof WAYS],
          }),
      }}
    >
      <Button loading={write.isPending} data-testid="export-form">
        {text.open} <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}

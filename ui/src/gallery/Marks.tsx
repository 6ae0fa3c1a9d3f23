// Marks, figures, bars, derivation, quote, tree table.
import { Button } from "antd";
import { useState } from "react";
import { Derivation, type DerivationLike } from "../parts/Derivation";
import { EmptyState } from "../parts/EmptyState";
import { Figure } from "../parts/Figure";
import { FillBody, Page, ScrollBody } from "../parts/Page";
import { Quote } from "../parts/Quote";
import { RatioBar } from "../parts/RatioBar";
import { Refusal } from "../parts/Refusal";
import { SidePane } from "../parts/SidePane";
import { StatusMark, StatusTile } from "../parts/StatusMark";
import { TreeTable } from "../parts/TreeTable";
import { useKept } from "../state/kept";
import { sayDone, sayRefused } from "../state/notices";
import { useQueryValue, useRoute } from "../state/route";

const statuses = [
  ["exceeded", "超额完成", "blue"],
  ["done", "已完成", "blue"],
  ["on_track", "达到序时", "green"],
  ["behind", "滞后", "yellow"],
  ["far_behind", "严重滞后", "red"],
  ["unscheduled", "不考核时序", "grey"],
  ["no_report", "未报", "grey"],
  ["no_task", "无任务", "none"],
].map(([code, word, lamp]) => ({ code, word, lamp }) as { code: string; word: string; lamp: string });

interface Row {
  key: string;
  name: string;
  goal: string;
  share: number;
  status: (typeof statuses)[number];
  children?: Row[];
}

const towns = ["银号镇", "金山镇", "下湿壕镇", "西斗铺镇", "怀朔镇", "兴顺西镇", "红山乡"];
const rows: Row[] = ["产业振兴", "人才振兴", "文化振兴", "生态振兴", "组织振兴"].map((name, p) => ({
  key: `p${p}`,
  name: `${name}行动`,
  goal: "",
  share: Number.NaN,
  status: statuses[7] as Row["status"],
  children: towns.map((town, at) => ({
    key: `p${p}.${at}`,
    name: `${town}嘎查村集体经济收入达到12万元以上的村数`,
    goal: "≥ 400 个",
    share: ((at * 37 + p * 13) % 120) / 100,
    status: statuses[(at + p) % 7] as Row["status"],
  })),
}));

const derivation: DerivationLike<string> = {
  label: "完成率",
  value: "53.3%",
  rule: "完成率 = 累计完成 ÷ 目标值；打印时四舍五入，留一位小数",
  source: null,
  result_key: null,
  inputs: [
    {
      label: "累计完成",
      value: "213 个",
      rule: "12 个旗县报数之和",
      source: null,
      result_key: null,
      inputs: towns.map((name, at) => ({
        label: name,
        value: `${18 + at} 个`,
        rule: null,
        inputs: [],
        result_key: `r${at}`,
        source: null,
      })),
    },
    { label: "目标值", value: "400 个", rule: null, inputs: [], result_key: null, source: "d1" },
  ],
};

export function Marks() {
  const [expanded, setExpanded] = useKept<string[]>("gallery", ["p0", "p1"]);
  const [open, setOpen] = useQueryValue("open");
  const [lamp, setLamp] = useState<string | null>(null);
  const { room } = useRoute();
  return (
    <Page
      title={room === "documents" ? "目标" : "总览"}
      aside={
        <>
          <Button onClick={() => sayRefused({ code: "broken", data: null })}>出错</Button>
          <Button onClick={() => sayDone("已导出 通报.docx", { label: "打开", run: () => undefined })}>
            提示
          </Button>
          <Button type="primary">提交审核</Button>
        </>
      }
    >
      {room === "documents" ? (
        <FillBody>
          <TreeTable
            label="目标"
            keep="gallery.tree"
            rows={rows}
            width={900}
            name={{ title: "目标", width: 420, render: (row) => row.name }}
            columns={[
              { title: "目标值", key: "goal", width: 110, align: "right", render: (_, row) => row.goal },
              {
                title: "完成率",
                key: "rate",
                width: 160,
                render: (_, row) =>
                  row.goal ? <RatioBar share={row.share} schedule={0.5} lamp={row.status.lamp} /> : null,
              },
              {
                title: "亮灯",
                key: "lamp",
                width: 130,
                render: (_, row) => (row.goal ? <StatusMark status={row.status} /> : null),
              },
            ]}
            expanded={expanded}
            onExpand={setExpanded}
            active={open}
            onOpen={(row) => setOpen(row.key)}
          />
        </FillBody>
      ) : (
        <ScrollBody keep="gallery.marks">
          <div style={{ display: "flex", flexWrap: "wrap", gap: 8 }}>
            {statuses.map((status, at) => (
              <StatusTile
                key={status.code}
                status={status}
                count={(at * 17) % 40}
                note={at % 2 ? "比上月 +2" : "持平"}
                pressed={lamp === status.code}
                onPress={() => setLamp(lamp === status.code ? null : status.code)}
              />
            ))}
          </div>
          <section className="dz-card">
            <h2>各旗县完成情况</h2>
            {towns.map((town, at) => (
              <div
                key={town}
                style={{
                  display: "grid",
                  gridTemplateColumns: "96px 1fr 72px 96px",
                  gap: 12,
                  alignItems: "center",
                  minHeight: 28,
                }}
              >
                <span>{town}</span>
                <RatioBar
                  share={at === 6 ? null : 1.16 - at * 0.19}
                  schedule={0.5}
                  lamp={["blue", "green", "green", "green", "yellow", "red", "grey"][at] ?? ""}
                />
                <span className="dz-number">
                  <Figure
                    figure={at === 6 ? null : { value: "0.61", text: (116 - at * 19).toFixed(1), uom: "%" }}
                    missing="未报"
                    what="完成率"
                    onOpen={() => setOpen(town)}
                  />
                </span>
                <StatusMark status={statuses[at] as Row["status"]} />
              </div>
            ))}
          </section>
          <section className="dz-card">
            <Quote
              text="今年计划在400个村开展生活污水治理工作，确保农村牧区人居环境持续改善。"
              title="关于农村牧区生活污水治理的示例通知"
              hint="示例厅 · 2022年6月8日"
              onOpen={() => setOpen("quote")}
            />
          </section>
          <section className="dz-card">
            <Derivation root={derivation} onOpenSource={setOpen} onOpenHistory={setOpen} />
          </section>
          <Refusal error={{ code: "broken", data: null }} onRetry={() => undefined} />
        </ScrollBody>
      )}
      {open ? (
        <SidePane
          title="400个村开展生活污水治理"
          subtitle="青原县 · 2026年底前"
          onClose={() => setOpen(null)}
        >
          <Figure
            figure={{ value: "188000", text: "18.8", uom: "万人" }}
            what="累计完成"
            onOpen={() => undefined}
          />
          <Derivation root={derivation} onOpenSource={() => undefined} onOpenHistory={() => undefined} />
        </SidePane>
      ) : null}
    </Page>
  );
}

export function Empty() {
  return (
    <Page title="通报">
      <ScrollBody keep="gallery.empty">
        <EmptyState
          title="还没有通报"
          hint="选好范围和截止日，程序按填报数据拟出通报文字和附表，改定后导出 Word。"
          action={{ label: "拟一份通报", run: () => undefined }}
        />
      </ScrollBody>
    </Page>
  );
}

// What is wrong with something a user gave, by the code of the problem: one sentence of what, one of what to do. Rooms
// may say the same code in their own words at their own fields; these hold everywhere else.
import { dayName } from "../lib/period";

export type Saying = (detail: readonly string[], place: string) => readonly [what: string, todo: string];

const quoted = (text: string | undefined) => (text ? `“${text}”` : "这里");

export const problemSayings: Record<string, Saying> = {
  // Numbers and words as typed
  "number.unreadable": ([text]) => [
    `${quoted(text)}不是数字。`,
    "请只填数字，例如 400 或 12.5；说明写在备注里。",
  ],
  "number.ambiguous": ([text]) => [`${quoted(text)}可以有两种读法。`, "请只填一个数。"],
  "number.grouping": ([text]) => [`${quoted(text)}的逗号位置不对。`, "千位分节是三位一节，也可以不写逗号。"],
  "number.range": ([text]) => [`${quoted(text)}是一个范围。`, "这里只能填一个数。"],
  "number.scientific": ([text]) => [
    `${quoted(text)}是科学计数。`,
    "请写成普通数字；从表格粘贴时先把单元格设为数值。",
  ],
  "number.out_of": ([text]) => [`${quoted(text)}是两个数。`, "这里只填完成的数，总数写在备注里。"],
  "number.formula": ([text]) => [
    `${quoted(text)}是公式，没有算好的数。`,
    "请填算好的数；从工作簿读的，先用 WPS 或 Excel 打开、保存，再读一次。",
  ],
  "number.unknown_uom": ([text]) => [`${quoted(text)}的计量单位不认识。`, "请去掉单位，只填数字。"],
  "number.other_uom": ([given, wanted]) => [
    `单位是“${given ?? ""}”，这个指标按“${wanted ?? ""}”填。`,
    "请换算后再填，程序不替你换算。",
  ],
  "number.too_precise": ([text, places]) => [
    `${quoted(text)}的小数位数太多。`,
    places === "0" ? "这个指标只填整数。" : `这个指标最多 ${places ?? ""} 位小数。`,
  ],
  "number.too_large": ([text]) => [`${quoted(text)}太大。`, "请核对数字和单位。"],
  "number.sign": ([text]) => [
    `${quoted(text)}各单位用的意思不同，没有读成数。`,
    "没有发生按 Alt+0 填“零报告”，不涉及按 Alt+9 填“不适用”，没有数就空着。",
  ],
  "number.not_a_share": ([text]) => [`${quoted(text)}不是百分比。`, "请填 0 到 100 之间的数。"],
  "date.unreadable": ([text]) => [`${quoted(text)}不是日期。`, "请按 2026-06-30 填写。"],
  "period.unreadable": ([text]) => [`${quoted(text)}不是报告期。`, "请从列表里选择。"],
  "word.unknown": ([text]) => [`${quoted(text)}不在可选范围内。`, "请从列表里选择。"],
  "result.uom": ([given, wanted]) => [
    `单位“${given ?? ""}”与指标的单位“${wanted ?? ""}”不同。`,
    "请换算成指标的单位。",
  ],

  // Things named that are not there
  "unit.unknown": ([name]) => [`台账里没有${quoted(name)}这个单位。`, "请从单位列表里选择。"],
  "unit.exists": () => ["已经有这个代码的单位。", "请核对区划代码。"],
  "unit.name_missing": () => ["没有单位名称。", "请写名称。"],
  "unit.circle": () => ["一个单位不能归到自己或自己的下级。", "请另选上级单位。"],
  "unit.has_parts": ([parts]) => [`下面还有 ${parts ?? ""} 个单位。`, "请先把下级单位划转或撤销。"],
  "unit.closed": ([day]) => [`${day ?? "这一天"}这个单位已经不在了。`, "请改日期。"],
  "unit.too_early": ([day]) => [`${day ?? "这一天"}早于它现在归属的起始日。`, "请改日期。"],
  "indicator.unknown": ([name]) => [`台账里没有${quoted(name)}这个指标。`, "请从指标列表里选择。"],
  "indicator.name_missing": () => ["没有指标名称。", "请写名称，或选一个已有指标。"],
  "indicator.decimals": () => ["小数位数太多。", "最多 8 位。"],
  "programme.unknown": () => ["这个方案、工程已经不在了。", "请另选一个，或留空。"],
  "indicator.time_rule_unfit": ([kind, rule]) => [
    `数据类型是“${kind ?? ""}”的指标，各期之间不能“${rule ?? ""}”。`,
    "请换一种汇总规则，或改数据类型。",
  ],
  "indicator.place_rule_unfit": ([kind, rule]) => [
    `数据类型是“${kind ?? ""}”的指标，各单位之间不能“${rule ?? ""}”。`,
    "请换一种汇总规则，例如“分子之和÷分母之和”。",
  ],
  "indicator.numerator_unfit": ([rule]) => [
    `有分子、分母的指标是算出来的，各单位之间不能“${rule ?? ""}”。`,
    "请改为“分子之和÷分母之和”，或去掉分子和分母。",
  ],
  "indicator.numerator_missing": () => ["没有选分子。", "请选作分子的指标。"],
  "indicator.denominator_missing": () => ["没有选分母。", "请选作分母的指标。"],
  "indicator.weight_missing": () => ["没有选权数。", "请选用来加权的指标，例如人口、户数。"],
  "indicator.circle": ([name]) => [
    `${name ? quoted(name) : "这个指标"}绕回到了自己。`,
    "分子、分母、权数和接续的指标都要另选。",
  ],
  "indicator.sizes_differ": ([numerator, denominator]) => [
    `分子按“${numerator ?? ""}”、分母按“${denominator ?? ""}”，相除差了倍数。`,
    "请选计量单位相同的指标。",
  ],
  "indicator.name_taken": ([name]) => [
    `已有名称、计量单位和口径都相同的${name ? quoted(name) : "指标"}。`,
    "请直接用那一个，或写明口径有什么不同。",
  ],
  "indicator.nothing_changed": () => ["和原来的一样，没有要保存的。", "请先改，或按取消。"],
  "indicator.uom_in_use": ([cells]) => [
    `已报${cells ?? ""}个数，计量单位不能再改。`,
    "请另建一个指标，接续原来的。",
  ],
  "indicator.accumulation_in_use": ([cells]) => [
    `已报${cells ?? ""}个数，数据类型不能再改。`,
    "请另建一个指标，接续原来的。",
  ],
  "indicator.decimals_in_use": ([cells]) => [
    `已报的${cells ?? ""}个数里有更多的小数，位数不能再减。`,
    "请保留原来的小数位数。",
  ],
  "indicator.used_by_targets": ([count]) => [
    `有${count ?? ""}个目标用这个指标。`,
    "请先撤回或改用别的指标。",
  ],
  "indicator.used_by_forms": ([count]) => [
    `有${count ?? ""}张报表在报或报过这个指标。`,
    "可以从报表里停报，不必撤回。",
  ],
  "indicator.used_by_indicators": ([count]) => [
    `有${count ?? ""}个指标由它算出或接续它。`,
    "请先改那些指标。",
  ],
  "indicator.used_by_outcomes": ([count]) => [
    `有${count ?? ""}条采用的成效用这个指标。`,
    "请先撤回那些成效。",
  ],
  "indicator.used_by_figures": ([count]) => [
    `已报${count ?? ""}个数。`,
    "有数的指标要留着，不再用时从报表里停报。",
  ],
  "division.unknown": ([code]) => [`没有${quoted(code)}这个行政区划。`, "请从列表里选择。"],
  "form.name_missing": () => ["没有报表名称。", "请写名称，例如“农村人居环境整治月报”。"],
  "form.indicators_missing": () => ["报表里没有指标。", "请至少选一个指标。"],
  "form.in_use": () => ["这一项已不能改。", "已有单位提交过这张表；要改请复制成另一张。"],
  "form.handed_in": ([last, next]) => [
    `${last ?? ""}的报表已经报来，这一期要报什么、何时截止不能再改。`,
    `请从${next ?? "以后的一期"}起用。`,
  ],
  "form.name_taken": ([name]) => [`已有一张${quoted(name)}。`, "请换一个名称，或改那一张。"],
  "form.level_empty": ([level]) => [
    `这个单位下面没有${level ?? "这一级"}。`,
    "请换填报单位的级别或汇总单位。",
  ],
  "form.day_of_month": () => ["没有这一天。", "月报、季报、半年报、年报填 1 至 31 日，其他频率不填。"],
  "form.due_missing": () => ["没有截止日。", "请填几天或几日。"],
  "form.days": ([most]) => [`截止日离期末太远，至多 ${most ?? ""} 天。`, "请改天数。"],
  "form.indicator_twice": ([name]) => [`${quoted(name)}选了两次。`, "请去掉一个。"],
  "form.evidence_unasked": ([name]) => [
    `这张表不报${quoted(name)}，不能要求附佐证。`,
    "请从须附佐证里去掉。",
  ],
  "form.from_too_early": ([period]) => [
    `${quoted(period)}以后已经改过一次。`,
    "请选更晚的一期，或清空“从哪一期起用”，改正现在的样子。",
  ],
  "form.time": ([text]) => [`${quoted(text)}不是时刻。`, "请按 17:00 填写。"],
  "form.no_units": () => ["这张表没有填报单位。", "请核对报表的上级单位和填报层级。"],
  "unit.not_in_form": () => ["这个单位不填这张表。", "请从这张表的填报单位里选。"],

  // Workbooks
  "workbook.no_form": () => ["本台账还没有报表，不知道把数填到哪里。", "请按这份表新建一张报表。"],
  "workbook.nothing_to_ask": () => [
    "这份表里没有找到填数的列，报不出要建什么报表。",
    "请检查表头，或到“填报”里新建报表。",
  ],
  "workbook.unit_unknown": ([name], place) => [
    `${place} 的“${name ?? ""}”认不出是哪个单位。`,
    "请指定单位，或说明这一行不要。",
  ],
  "workbook.unit_ambiguous": ([name], place) => [
    `${place} 的“${name ?? ""}”有几个单位同名。`,
    "请指定是哪一个。",
  ],
  "workbook.unit_guessed": ([name], place) => [`${place} 的“${name ?? ""}”按简称认的。`, "请核对单位。"],
  "workbook.indicator_unknown": ([name], place) => [
    `${place} 的${quoted(name)}不是这张报表的指标，这一行没有读入。`,
    "需要就指定指标，不需要可以不管。",
  ],
  "workbook.indicator_guessed": ([name, indicator], place) => [
    `${place} 的${quoted(name)}按${quoted(indicator)}读入。`,
    "请核对指标。",
  ],
  "workbook.measure_differs": ([title, asked]) => [
    `${quoted(title)}一列不是${quoted(asked)}数，报表要的是${quoted(asked)}数，没有读入。`,
    "确实就是要的数，就给这一列指定指标。",
  ],
  "workbook.measure_guessed": ([title, asked]) => [
    `${quoted(title)}等几列没有说明是当期数还是累计数，按${quoted(asked)}读入。`,
    "请核对；是当期数就说明这几列不要。",
  ],
  "workbook.table_left": ([title], place) => [
    `从 ${place} 开始的一张表${title ? quoted(title) : ""}没有这张报表的指标，没有读入。`,
    "是别的报表的数，请选那张报表再读一次。",
  ],
  "workbook.column_unit_unknown": ([title]) => [
    `“${title ?? ""}”一列认不出是哪个单位，没有读入。`,
    "请在表头写单位的全称，再读一次。",
  ],
  "workbook.nothing_found": ([title], place) => [
    `从 ${place} 开始的表${title ? quoted(title) : ""}里没有读出一个数。`,
    "请核对选的报表、单位名称和表头。",
  ],
  "workbook.column_unmapped": ([title]) => [
    `“${title ?? ""}”一列没有对应的指标。`,
    "需要就指定指标，不需要可以不管。",
  ],
  "workbook.column_hidden": ([title]) => [`“${title ?? ""}”一列是隐藏的，没有读入。`, "需要就给它指定指标。"],
  "workbook.rows_hidden": ([name, count], place) => [
    `${place} 起有 ${count ?? ""} 行是隐藏的（“${name ?? ""}”），没有读入。`,
    "需要就勾上“隐藏的行也读”。",
  ],
  "workbook.uom_differs": ([title, said, own]) => [
    `“${title ?? ""}”一列的单位是“${said ?? ""}”，指标按“${own ?? ""}”计。`,
    "这一列没有读入；单位确实相同就选“按指标的单位”。",
  ],
  "workbook.uom_unclear": ([title, said, own], place) => [
    `${place} 的${quoted(title)}没有写单位，表上方的“${said ?? ""}”里定不了是哪一个；指标按“${own ?? ""}”计。`,
    "没有读入；确实按指标的单位填，就给它指定指标，或在表里写明单位再读一次。",
  ],
  "workbook.fraction": ([title]) => [
    `“${title ?? ""}”一列都在 0 到 1 之间，按小数读成百分数。`,
    "0.853 读作 85.3%，不对请改。",
  ],
  "workbook.percent_mixed": ([title]) => [
    `“${title ?? ""}”一列既有 0.853 这样的小数，也有 85.3 这样的数。`,
    "请核对后改成一种写法。",
  ],
  "workbook.rate_differs": ([said, computed], place) => [
    `${place} 写的是 ${said ?? ""}，按表内的数重算是 ${computed ?? ""}。`,
    "比率一律由程序计算，不读入；请核对原表。",
  ],
  "workbook.sum_differs": ([said, computed], place) => [
    `${place} 的合计是 ${said ?? ""}，各行相加是 ${computed ?? ""}。`,
    "合计不读入；请核对原表。",
  ],
  "workbook.identity_changed": () => [
    "表格里隐藏的标识被改过，认不准是哪张报表。",
    "请重新导出一份，把数填到新的那份里。",
  ],
  "workbook.form_unknown": ([name]) => [`本台账没有“${name ?? ""}”这张报表。`, "请打开导出它的那本台账。"],
  "workbook.form_changed": () => ["导出之后报表改过。", "请核对指标和口径，再写入。"],
  "workbook.sheet_missing": (_, place) => [`表格里没有“${place}”这张工作表。`, "请核对文件，或重新导出。"],
  "workbook.rows_missing": (_, place) => [
    `“${place}”里一个填报单位也认不出来。`,
    "请核对单位名称，或重新导出。",
  ],
  "workbook.row_moved": ([name], place) => [
    `${place} 一行按名称认作“${name ?? ""}”。`,
    "排序时没有带上隐藏的标识列，请核对这一行的数。",
  ],
  "workbook.period_guessed": ([period], place) => [
    `从 ${place} 起的表没有写是哪一期的数，按${quoted(period)}读入。`,
    "请核对；不是就在上面改成要填的那一期。",
  ],
  "workbook.period_differs": ([said, own], place) => [
    `${place} 的标题写的是${quoted(said)}，这份表是为${quoted(own)}导出的。`,
    "没有读入；请导出要填的那一期，或把标题改回来再读一次。",
  ],
  "workbook.office_differs": ([said, own], place) => [
    `${place} 的填报单位写的是${quoted(said)}，这份表是给${quoted(own)}导出的。`,
    "没有读入；请用给这个单位导出的表，或把填报单位改回来再读一次。",
  ],
  "workbook.head_differs": ([said, own], place) => [
    `${place} 的表头写的是${quoted(said)}，这一列导出时是${quoted(own)}。`,
    "这一列没有读入；请核对这一列的数，改回表头再读一次。",
  ],
  "workbook.row_differs": ([said, own], place) => [
    `${place} 写的是${quoted(said)}，这一行导出时是${quoted(own)}。`,
    "这一行没有读入；请核对这一行的数，改回名称再读一次。",
  ],
  "workbook.row_uom_differs": ([said, own], place) => [
    `${place} 的计量单位写的是${quoted(said)}，指标按${quoted(own)}计。`,
    "这一行没有读入；请换算后改回计量单位，再读一次。",
  ],
  "workbook.sheet_left": (_, place) => [
    `工作表${quoted(place)}也像这张报表，没有读入。`,
    "以哪一张为准请核对，另一张请删去或隐藏。",
  ],
  "workbook.row_missing": ([name]) => [`表里没有“${name ?? ""}”这一行。`, "台账里这一行不变。"],
  "workbook.row_unknown": ([text], place) => [
    `${place} 有数“${text ?? ""}”，但认不出是哪个单位的。`,
    "这一格没有读入，请核对单位名称。",
  ],
  "workbook.column_missing": ([name]) => [`表里没有“${name ?? ""}”这一列。`, "台账里这一列不变。"],
  "workbook.column_unknown": ([text], place) => [
    `${place} 起多出一列（“${text ?? ""}”）。`,
    "这一列不属于这张报表，没有读入。",
  ],
  "workbook.twice": ([text, other], place) => [
    `${place} 的“${text ?? ""}”与 ${other ?? "另一处"} 是同一格，数不一样。`,
    "只读了前一处，请核对。",
  ],
  "workbook.truncated": ([most], place) => [
    `“${place}”的格子太多，只读了前 ${most ?? ""} 个。`,
    "请把工作簿拆开再导入。",
  ],
  "reason.missing": () => ["没有写原因。", "请写明原因，它会留在修改记录里。"],

  // Settings
  "setting.unknown": ([name]) => [`没有${quoted(name)}这项设置。`, "请核对名称。"],
  "setting.unreadable": ([text]) => [`${quoted(text)}不能这样设。`, "请填一个数，或从列表里选择。"],
  "calendar.unreadable": ([text]) => [
    `${quoted(text)}不是日子。`,
    "请写成 2030-02-02，一段写成 2030-02-02至2030-02-08，不超过31天。",
  ],
  "calendar.both": ([day]) => [`${day ?? ""} 又放假又上班。`, "请从其中一列删去。"],
  "calendar.no_year": () => [
    "没有看出是哪一年的通知。",
    "请连同写有年份的标题一起粘贴，例如“2030年部分节假日安排”。",
  ],
  "calendar.nothing_read": () => ["没有读出放假或上班的日子。", "请粘贴通知的正文，或在右边逐行填写。"],
  "setting.range": ([low, high]) => [
    `这里只能填 ${low ?? "0"} 到 ${high ?? "100"} 之间的数。`,
    "“严重滞后”的界线不能小于“持平”的界线。",
  ],
  "setting.relation": () => [
    "勾稽关系没有写全，或同一指标用了两次。",
    "等号或小于等于号两边各选指标，同一指标只用一次。",
  ],
  "lamps.uncovered": ([, word, beyond]) => [
    beyond ? `“${word ?? ""}”${beyond}时没有灯。` : `“${word ?? ""}”没有灯。`,
    "请补一档，让每种情形都有灯。",
  ],
  "lamps.unreached": ([line, word]) => [
    `第 ${line ?? ""} 行（${word ?? ""}）永远用不上，前面的行已经包括了它。`,
    "请删去，或改条件。",
  ],

  // Cells and submissions
  "cell.not_in_form": () => ["这一格不在本表内。", "请核对粘贴的位置。"],
  "cell.not_asked": ([form, period]) => [
    `${quoted(form)}在${period ?? "这一期"}不报这个指标。`,
    "要填请先修改报表，让它从这一期起报。",
  ],
  "cell.not_begun": ([period, today]) => [
    `${period ?? "这一期"}还没有开始，不能填数。`,
    `今天是${dayName(today ?? "")}；不对请先改本机的日期。`,
  ],
  "cell.submitted": ([form, state]) => [
    form
      ? `这个单位的${quoted(form)}已经提交${state ? `（${state}）` : ""}，数不能直接改。`
      : "这个单位的报表已经提交，不能直接改。",
    "要改请先撤回；上级已接收的，做更正或由上级退回。",
  ],
  "submission.closed": () => ["这一期已经提交。", "要改请先撤回。"],
  "submission.open": () => ["这一期还没有提交。", "提交以后才能审核或退回。"],

  // Data checks: 错误 blocks, 核实 asks for an explanation, 提示 is only told
  "check.missing": ([count]) => [
    `还有 ${count ?? ""} 格没有填。`,
    "没有发生填“零报告”，不涉及填“不适用”，再提交。",
  ],
  "check.unread": () => ["这一格还没有读成数。", "请看格里的提示，改正后再提交。"],
  "check.relation": ([left, value, sign, right, other, uom]) => [
    `${left ?? ""} ${value ?? ""}${uom ?? ""}，应${sign ?? "＝"} ${right ?? ""} ${other ?? ""}${uom ?? ""}。`,
    "请核对这几个数，改正后再提交。",
  ],
  "check.negative": ([value]) => [`${value ?? ""} 小于零。`, "请核对；确是冲减的，写情况说明。"],
  "check.day_outside": ([day, period]) => [
    `数据截止日 ${day ?? ""} 不在${period ?? "报告期"}内。`,
    "请核对日期。",
  ],
  "check.running_total": ([now, before, flow, expected]) => [
    `累计 ${now ?? ""} 不等于上期累计 ${before ?? ""} 加本期 ${flow ?? ""}（应为 ${expected ?? ""}）。`,
    "请核对累计数和本期数。",
  ],
  "check.parts": ([own, sum, known, all]) => [
    `本级 ${own ?? ""} 与下级合计 ${sum ?? ""} 不符（下级已报 ${known ?? ""}/${all ?? ""}）。`,
    "请核对本级数，或请下级更正。",
  ],
  "check.part_over_whole": ([part, name, whole]) => [
    `${part ?? ""} 大于${name ?? "总数"} ${whole ?? ""}。`,
    "部分不大于总数。请核对；是计划数、任务数这样可以超过的，写情况说明。",
  ],
  "check.rate": ([stated, part, whole, rate]) => [
    `填的比率是 ${stated ?? ""}，按 ${part ?? ""}÷${whole ?? ""} 算是 ${rate ?? ""}。`,
    "请按分子、分母改正比率。",
  ],
  "check.fell": ([now, then, period]) => [
    `累计数 ${now ?? ""} 比${period ?? "上期"} ${then ?? ""} 少。`,
    "累计数不应减少。请核对；确实如此的，写情况说明。",
  ],
  "check.over_later": ([now, later, period]) => [
    `后期累计 ${later ?? ""}（${period ?? ""}，已上报）小于本期 ${now ?? ""}。`,
    "累计数不应减少。请核对是不是后期也要更正；确实如此的，写情况说明。",
  ],
  "check.jump": ([now, then, by]) => [
    `本期 ${now ?? ""}，上期 ${then ?? ""}，环比 ${by ?? ""}%。`,
    "变动过大。请核对；确实如此的，写情况说明。",
  ],
  "check.jump_of_year": ([now, then, by]) => [
    `本期 ${now ?? ""}，上年同期 ${then ?? ""}，同比 ${by ?? ""}%。`,
    "变动过大。请核对；确实如此的，写情况说明。",
  ],
  "check.same": ([value, periods]) => [
    `连续 ${periods ?? "几"} 期都是 ${value ?? ""}。`,
    "请核对是不是没有更新；确实没有变化的，写情况说明。",
  ],
  "check.round": ([periods, values]) => [
    `连续 ${periods ?? "几"} 期都是整百数（${values ?? ""}）。`,
    "请核对是不是估计数；确实如此的，写情况说明。",
  ],
  "check.conflict": () => ["这一格有两个不同的数。", "请重新填写，以填的为准。"],
  "check.document_differs": ([now, seen, document]) => [
    `填的是 ${now ?? ""}，《${document ?? "文件"}》里是 ${seen ?? ""}。`,
    "请核对口径和数字；各有所据的，写情况说明。",
  ],
  "check.other_uom": ([now, before]) => [
    `这次的单位是“${now ?? ""}”，以前是“${before ?? ""}”。`,
    "请核对单位；确实改用的，写情况说明。",
  ],
  "check.denominator_changed": ([now, before]) => [
    `总数由 ${before ?? ""} 变成 ${now ?? ""}，比率的口径随之改变。`,
    "请核对；确实变动的，写情况说明。",
  ],
  "check.slip": ([typed, power, fits, middle]) => [
    `${typed ?? ""} 可能多写或少写了位数（${power ?? ""}）：以往约 ${middle ?? ""}，像是 ${fits ?? ""}。`,
    "请核对位数和计量单位；确实如此的，写情况说明。",
  ],
  "check.unlike_its_past": ([now, middle, count]) => [
    `${now ?? ""} 与本单位以往 ${count ?? "几"} 期（中间值 ${middle ?? ""}）相差悬殊。`,
    "请核对；确实如此的，写情况说明。",
  ],
  "check.unlike_others": ([now, middle, count]) => [
    `${now ?? ""} 与其他单位（${count ?? "几"} 个，中间值 ${middle ?? ""}）相差悬殊。`,
    "请核对；确实如此的，写情况说明。",
  ],
  "check.same_as": ([name]) => [
    `整行与${name ?? "另一单位"}完全相同。`,
    "请核对是不是填错了行；确实如此的，写情况说明。",
  ],
  "check.same_as_before": () => [
    "整行与上期完全相同。",
    "请核对是不是没有更新；确实没有变化的，写情况说明。",
  ],
  "check.evidence_missing": ([value]) => [
    `填了 ${value ?? ""}，这张表要求附佐证材料。`,
    "请附上佐证材料；没有发生填“零报告”。",
  ],
  "evidence.kind": (_detail, place) => [
    `${place || "这个文件"} 不能作佐证：只收照片、PDF、OFD、Word、Excel、WPS 和文本文件，内容要与名称相符。`,
    "请另存为这些格式之一再附。",
  ],
  "evidence.too_large": ([most], place) => [
    `${place} 超过 ${most ?? "20"} MB。`,
    "请压缩或拆成几份，照片可勾选压小。",
  ],
  "cell.empty": () => ["这一格还没有填。", "请先填数，再写批注或附佐证。"],
  "check.no_evidence": ([value, goal]) => [
    `填的 ${value ?? ""} 已达到目标 ${goal ?? ""}，还没有佐证材料。`,
    "请附上佐证材料备查。",
  ],
  "explanation.says_nothing": ([text]) => [
    `${quoted(text)}没有说明原因。`,
    "请写清楚是什么情况，例如“集中验收，补报上月开工的2个项目”。",
  ],
  "explanation.not_asked": () => ["这一处不需要说明，或数已经改了。", "请刷新后再看。"],
  "allocation.negative": ([value]) => [
    `分解数 ${value ?? ""} 小于零。`,
    "下达任务不能是负数；没有任务的单位请留空。",
  ],

  "submission.conflict": () => [
    "这份报表有两个版本不一致，还没有选定。",
    "请在“报送”的“冲突”里裁定后再办理。",
  ],
  "submission.not_ready": ([step, state]) => [
    `这份报表现在是“${state ?? ""}”，还不能${step ?? "办理"}。`,
    "请等前一步办完，或刷新后再看。",
  ],

  // Who may do what
  "permission.role": ([act, roles]) => [
    `${act ?? "这一步"}要由${roles ?? "有权限的人"}来做。`,
    "请换人登录，或在“设置”里调整角色。",
  ],
  "permission.scope": ([act, office]) => [
    `${office ? `${office}不` : "不"}能替这个单位${act ?? "办理"}。`,
    "请由该单位或它的上级办理。",
  ],
  "permission.whole": ([act, office]) => [
    `${act ?? "这项设置"}对整本台账生效，归${office || "上级单位"}管。`,
    "请由该单位的审定人或督查来改。",
  ],
  "permission.reported_below": ([office]) => [
    `这是${office || "下级单位"}报来的，上级不改数。`,
    "有问题请退回，由报送单位更正。",
  ],
  "permission.stranger": () => ["您不在这本台账的人员名单里。", "请先在“设置”里登记，或换人登录。"],
  "permission.locked": () => ["已锁定，要先输入口令。", "点右上角的姓名，输入口令。"],
  "passcode.wrong": () => ["口令不对。", "请再试一次；连续输错会要求等待。"],
  "passcode.wait": ([seconds]) => [`口令输错多次，请等 ${seconds ?? ""} 秒。`, "到时再试。"],
  "passcode.short": ([length]) => ["口令太短。", `至少 ${length ?? "4"} 位。`],
  "person.name_missing": () => ["没有姓名。", "请写姓名。"],
  "office.name_missing": () => ["没有所在单位。", "请写单位名称，例如“银号镇政府”。"],
  "person.roles_missing": () => ["没有选角色。", "请至少选一个。"],
  "person.self": () => ["不能移除自己。", "请换一个人来做。"],
  "person.last_keeper": () => ["至少要有一个人能管理人员。", "请先给别人“审定人”或“督查”角色。"],

  // Undo, redo, the gate
  "undo.nothing": () => ["没有可撤销的操作。", "只能撤销本人在本机所做的操作。"],
  "redo.nothing": () => ["没有可重做的操作。", ""],
  "undo.replaced": ([author]) => [
    author ? `这一处后来被 ${author} 改过，不能撤销。` : "这一处后来又改过，不能撤销。",
    "请直接填入正确的数。",
  ],
  "undo.submitted": () => ["这一处已经提交，不能撤销。", "要改请先撤回报表。"],
  "row.twice": () => ["同一处被写了两次，这一步没有做。", "请重试。"],
  "row.refused": () => ["数据不合台账的规则，这一步没有做。", "已填内容都还在。请把出错信息发给维护人员。"],
  "entry.too_large": () => ["一次写入的内容太多。", "请分几次粘贴或导入。"],

  // Files
  "file.missing": () => ["没有找到这个文件。", "文件可能被移动或改名，请重新选择。"],
  "file.exists": () => ["已经有同名文件。", "请换一个名称，或先移走原来的文件。"],
  "disk.full": () => ["磁盘已满，没有写成。", "请清理磁盘后重试；已填内容都还在。"],
  "document.title_missing": () => ["没有标题。", "请写标题。"],
  "document.empty": () => ["文件里没有读到文字。", "扫描件请先识别成文字。"],
  "document.bytes": () => ["文件没有读完整。", "请重新选择文件。"],
  "excerpt.outside": () => ["选中的文字不在这份文件里。", "请重新选择。"],
  "discrepancy.side_missing": () => ["没有选采用哪一个数。", "请先选一个。"],
  "names.not_two": () => ["两个名称一样。", "请选两个不同的名称。"],
  "statement.contradicted": () => ["这个数和别处的数对不上。", "请先看“差异”。"],
  "statement.other_accepted": () => ["差异里已决定采用另一个数。", "请核对后再采用。"],
  "statement.damaged": () => ["这句话的原文有错漏。", "请对照原件核对。"],
  "statement.unknown": () => ["文中没有这一条了。", "请重新打开这份文件。"],
  "outcome.range": () => ["文中写的是一个范围，这里取下限。", "请核对。"],
  "allocation.weights_unusable": () => ["没有可用的权重。", "权重要有大于 0 的数，不能有负数。"],
  "target.deadline_open": () => ["文中没写到哪一天，时限从成文日期推出。", "请确认。"],
  "target.threshold_missing": () => ["没有填每个单位要达到的数。", "例如：每村 12 万元。"],
  "text.empty": () => ["文件是空的。", "请核对文件。"],
  "text.too_large": () => ["文件太大。", "请只留正文，或分成几份。"],
  "text.unpacks_too_large": () => ["文件解开后太大，不予读取。", "请核对文件来源。"],
  "text.scanned": () => ["这份 PDF 是扫描件，里面没有文字。", "请先识别成文字，或导入 Word 原件。"],
  "text.scanned_pages": ([count]) => [
    `有 ${count ?? "几"} 页是扫描的图片，没有读到文字。`,
    "请对照原件补上。",
  ],
  "text.unreadable": () => [
    "这份 PDF 的字体没有说明文字，读出来是乱码。",
    "请导入 Word 原件，或先识别成文字。",
  ],
  "text.old_document": () => ["这是旧格式的 Word 文件（.doc）。", "请用 WPS 另存为 .docx 后导入。"],
  "text.ofd": () => ["还不能读 OFD。", "请在阅读软件里复制文字，粘贴导入。"],
  "text.rtf": () => ["还不能读 RTF。", "请另存为 .docx 后导入。"],
  "text.picture": () => ["这是图片。", "请先识别成文字。"],
  "text.archive": () => ["这是压缩包。", "请先解压，再导入里面的文件。"],
  "text.encrypted": () => ["文件有密码。", "请去掉密码后导入。"],
  "text.binary": () => ["文件里不是文字。", "请核对文件。"],
  "text.damaged": ([where, part, cell]) => [
    `文件已损坏${damage(where, part, cell)}。`,
    where?.startsWith("cut_")
      ? "请重新拷贝或接收一次；还不行，请发件单位重发。"
      : "请向发件单位要一份完好的。",
  ],
  "text.no_workbook": () => [
    "这不是能读的表格文件。",
    "请选 .xlsx、.xls、.ods 或 .csv 文件；打得开的，先用 WPS 或 Excel 另存为 .xlsx。",
  ],
  "text.classified": ([word]) => [`文中标有“${word ?? "秘密"}”。`, "涉密文件不能导入本程序。"],
  "text.truncated": () => ["文字太长，只读了前一部分。", "请核对原文件。"],
  "text.replaced": ([count]) => [`有 ${count ?? "几"} 处文字读不出来，已用 □ 代替。`, "请对照原件核对。"],
  "text.encoding_uncertain": ([name]) => [`文字编码按 ${name ?? "GB18030"} 读取。`, "如有乱码，请换一份。"],
  "interchange.unreadable": ([where]) => [
    `数据文件${where ? `在 ${where} 处` : ""}读不下去。`,
    "请核对文件内容。",
  ],
  "interchange.too_large": () => ["数据文件太大。", "请分成几份。"],
  "interchange.not_json": () => ["数据文件不是 JSON。", "请核对文件。"],
  "interchange.not_this_format": () => ["这不是本程序的数据文件。", "请核对文件。"],
  "interchange.newer": () => ["数据文件来自更新的版本。", "请先升级程序。"],
  "write.zip": () => ["文件没有写成。", "请换一个位置重试。"],
  "write.io": () => ["文件没有写成。", "请换一个位置重试；文件正开着的，先关掉。"],
  "write.workbook": () => ["表格没有写成。", "请换一个位置重试。"],
  "write.json": () => ["数据文件没有写成。", "请换一个位置重试。"],

  // Computing
  "assessment.overflow": (_, name) => [`“${name}”的数太大，算不了。`, "请核对填报数。"],
  "assessment.zero_denominator": (_, name) => [`“${name}”的分母为零，没有比率。`, "请核对分母。"],
  "assessment.zero_weight": (_, name) => [`“${name}”的权重合计为零。`, "请核对权重。"],
  "assessment.stated_ratio_cannot_be_added": (_, name) => [
    `“${name}”只有比率，没有分子分母，不能汇总。`,
    "请各单位填报分子和分母。",
  ],
  "assessment.stated_ratio_differs": (_, name) => [
    `“${name}”填报的比率与按分子、分母算出的不同。`,
    "请核对分子、分母；程序按算出的比率评价。",
  ],
  "assessment.growth_base_missing": (_, name) => [
    `“${name}”没有基期数，算不出增幅。`,
    "请补录基期数（上年同期、上期或者目标写明的基期）。",
  ],
  "assessment.growth_base_incomplete": (_, name) => [
    `“${name}”的基期有单位未报，增速不准。`,
    "请补报基期数，或者核对两期的单位是否一致。",
  ],
  "target.points_need_a_share": () => ["只有比率指标才按百分点增减。", "请改为按数量或按百分比。"],
  "assessment.growth_base_not_positive": (_, name) => [
    `“${name}”的基数不大于零，算不出增幅。`,
    "请改用增减量。",
  ],

  // Before a bulletin is issued
  "bulletin.no_targets": () => ["没有选中任何指标。", "请选择要通报的指标。"],
  "bulletin.not_reported": ([, names]) => [`未报的单位：${names ?? ""}。`, "请先催报，或在通报中说明。"],
  "bulletin.conflict": ([name]) => [`“${name ?? ""}”有冲突的填报数。`, "请先选定采用哪一个。"],
  "bulletin.unexplained": ([form, period, queries]) => [
    `“${form ?? ""}”${period ?? ""}有${queries ?? ""}处“核实”没有说明。`,
    "请填报单位说明情况，或者改正。",
  ],
  "bulletin.checks_failed": ([form, period, errors, queries]) => [
    `“${form ?? ""}”${period ?? ""}有${errors ?? ""}处“错误”${queries && queries !== "0" ? `、${queries}处没有说明的“核实”` : ""}。`,
    "错误要改正，核实要说明。",
  ],
  "bulletin.not_handed_in": ([form, period, count, names]) => [
    `“${form ?? ""}”${period ?? ""}有${count ?? ""}个单位的数还没有提交，或者已被退回，这里已经计入：${names ?? ""}。`,
    "请催有关单位提交；不等的，以现有的数为准。",
  ],
  "bulletin.unchecked": ([form, period]) => [
    `“${form ?? ""}”${period ?? ""}的表太大，这里没有审核。`,
    "请到填报表里看审核结果。",
  ],
  "bulletin.parts_differ": ([name]) => [
    `“${name ?? ""}”的分项合计与总数不一致。`,
    "请核对；因四舍五入的，在注中说明。",
  ],
  "bulletin.example": () => ["通报里有示例数据。", "示例数据不能印发。"],
  "bulletin.no_issued_on": () => ["没有成文日期。", "请填成文日期。"],
  "bulletin.issued_before_as_of": () => ["成文日期早于数据截止日。", "请核对两个日期。"],
  "bulletin.no_signer": () => ["没有落款。", "请填发文单位。"],
  "bulletin.no_doc_number": () => ["没有文号。", "请填文号；不编号的可以不填。"],
  "bulletin.no_letterhead": () => ["没有红头。", "不用红头的可以不填。"],
  "bulletin.no_recipients": () => ["没有主送单位。", "请填主送单位。"],
  "bulletin.no_glyph": ([count, signs]) => [
    `有${count ?? ""}个字随程序带的字库里没有：${signs ?? ""}。`,
    "PDF 上会印成空框，请换字，或用 Word 文件由本机字库印。",
  ],
  "bulletin.figure_gone": ([names]) => [
    `改过的句子里有数已经没有了：${names ?? ""}。`,
    "请改这一句，或者恢复程序写的。",
  ],
  "bulletin.sentence_changed": ([said]) => [
    `改过的句子，程序现在改说“${said ?? ""}”。`,
    "请核对自己的话还对不对。",
  ],
  "bulletin.sentence_gone": ([words]) => [
    `改过的句子“${words ?? ""}”现在不写了。`,
    "数据变了，这一句没有印出来；要说的话可以写在“自己的话”里。",
  ],
  "paper.unreadable": () => ["自备的 Word 模板打不开。", "请换一个 .docx 文件，或者不用自备模板。"],
  "paper.misplaced": ([names]) => [
    `自备模板里这些占位符夹在句子里，不会填：${names ?? ""}。`,
    "请让它单独成一段。",
  ],
  "paper.no_text": () => ["自备模板里没有{{正文}}。", "请在要放正文的地方单独写一段{{正文}}。"],
  "paper.no_annexes": () => ["自备模板里没有{{附件}}，附表不会印出来。", "要附表就单独写一段{{附件}}。"],
  "paper.unknown": ([names]) => [
    `自备模板里有不认识的占位符，会原样留在纸上：${names ?? ""}。`,
    "请改成认识的占位符，或者删去。",
  ],
  "template.no_name": () => ["模板没有名称。", "请起一个名称。"],
  "template.pattern": ([pattern]) => [`文号写法“${pattern ?? ""}”里{年}或{号}出现了两次。`, "各写一次就够。"],
  "archive.unmarked": () => [
    "这个文件没有台账标记，不能登记。",
    "请登记本程序导出的文件；另存时可能丢了文档属性。",
  ],
  "archive.foreign": () => ["这个文件不是从本台账导出的。", "请打开导出它的台账再登记。"],
  "archive.no_title": () => ["没有标题。", "请填标题。"],
  "bulletin.no_file": ([path]) => [`找不到文件：${path ?? ""}。`, "文件可能已移走或改名，请重新导出。"],
  "bulletin.long_title": () => ["标题太长。", "标题一般不超过两行。"],
  // Packages and keys
  "package.none": () => ["这不是对账的包。", "请选扩展名为 .dzb 的文件；从邮件下载的请重新下载。"],
  "package.newer": () => ["这个包由更新版本的程序生成。", "请先更新本机程序再接收。"],
  "package.too_large": ([found, most]) => [
    `这个包太大${found ? `（${found}，上限 ${most ?? ""}）` : ""}。`,
    "请对方分几次报送，或不附佐证。",
  ],
  "package.manifest": () => ["包的说明部分已损坏或被改动。", "请对方重新拷贝一份。"],
  "package.signature": () => ["包的签名与内容不符，可能被改动过。", "不要使用，请与对方核对后重新报送。"],
  "package.length": ([named, found]) => [
    `包不完整或多出内容（应有 ${named ?? ""} 字节，实有 ${found ?? ""} 字节）。`,
    "多半是拷贝中断，请重新拷贝。",
  ],
  "package.entries": () => ["包里的数据部分已损坏或被改动。", "请对方重新拷贝一份。"],
  "package.fact": ([, entry]) => [
    `包里的记账${entry ? `“${entry}”` : ""}与其摘要不符。`,
    "不要使用，请对方重新打包。",
  ],
  "package.claim": () => ["包的说明与所带内容不一致。", "请对方重新打包。"],
  "package.evidence": () => ["包里有一份佐证已损坏或被改动。", "请对方重新拷贝一份。"],
  "package.sealed": () => ["文件是加密的。", "请输入约定的口令；发给本单位的包，请输入本机密钥的口令。"],
  "package.opening": () => ["口令不对，或内容被改动过。", "请核对口令；多次不行，请换一份文件。"],
  "package.content": (_, place) => [`包里有一项内容读不懂（${place}）。`, "请对方更新程序后重新打包。"],
  "package.not_ours": () => ["这份回执不是发给本台账的单位的。", "请退还发件单位。"],
  "package.empty": () => ["没有可以打包的内容。", "请先建好报表，或先接收下级的报送。"],
  "package.lacking": () => ["没有说明要打包什么。", "请选好报表、单位和报告期。"],
  "key.file": () => ["这不是密钥文件，或已损坏。", "请选导出密钥时存下的 .dzk 文件。"],
  "key.none": () => ["这不是公钥。", "请从收到的包里认定签名单位。"],
  "key.randomness": () => ["系统取不到随机数。", "请重启计算机后再试。"],
  "key.missing": () => ["本机没有可用的签名密钥。", "请到“设置 · 密钥”新建密钥，或放回另存的密钥文件。"],
  "key.others": () => ["这把密钥在本台账里认定为别的单位的。", "请核对文件。"],
  "passphrase.short": ([least]) => [`口令太短，至少 ${least ?? "8"} 个字。`, "用一句容易记的话最好。"],
  "personal.number": ([what]) => [
    `文字里有${what ?? "个人号码"}，没有写入。`,
    "写进台账的就删不掉，别人也看得到：请去掉号码，写姓名和事由就够了。",
  ],
  "recovery.missing": () => [
    "本台账还没有恢复密钥，自动备份不能加密。",
    "请先制作并打印恢复密钥：没有它，口令一丢，备份就打不开了。",
  ],
  "recovery.length": ([, found]) => [
    `恢复密钥是 48 位数字，输入了 ${found ?? "0"} 位。`,
    "请对照纸上的 8 组数字，补上漏输的。",
  ],
  "recovery.group": ([group]) => [`第 ${group ?? ""} 组数字输错了。`, "请对照纸上的这一组重新输入。"],
  "signer.revoked": () => ["签名所用的密钥已吊销。", "请对方用新密钥重新打包。"],
  "signer.other_unit": ([name], place) => [
    `包称由“${place}”发出，但这把密钥认定为“${name ?? ""}”的。`,
    "请电话核对；确属换人的，到“设置 · 密钥”更正。",
  ],
  "trespass.relation": () => ["签名单位无权发出这类包。", "请核对它与本单位的上下级关系。"],
  "trespass.kind": (_, place) => [`包里夹带不该有的内容（${place}）。`, "整包没有接收，请与对方核对。"],
  "trespass.unit": (_, place) => [`涉及签名单位以外的单位（${place}）。`, "整包没有接收，请与对方核对。"],
  "trespass.report": (_, place) => [
    `涉及所报报表、报告期以外的数据（${place}）。`,
    "整包没有接收，请对方重新打包。",
  ],
  "trespass.state": (_, place) => [`替上级作了决定（${place}）。`, "整包没有接收，请与对方核对。"],
  "trespass.definition": (_, place) => [
    `改动了别的单位定的内容（${place}）。`,
    "整包没有接收，请与对方核对。",
  ],
  "trespass.figure": (_, place) => [
    `改写了下级的数据（${place}）。`,
    "上级只能退回，不能改数；整包没有接收。",
  ],
  "conflict.gone": () => ["这处冲突已经不在了。", "刷新后再看。"],
  "fault.header": () => ["记账读不出来。", "请对方重新打包。"],
  "fault.header_digest": () => ["记账与其摘要不符。", "请对方重新打包。"],
  "fault.chain": (_, place) => [`记账“${place}”与其前后的记账接不上。`, "可能有人改写过历史，请与对方核对。"],
  "fault.forked": (_, place) => [`记账“${place}”已有另一份不同的内容。`, "可能有人冒用，请与对方核对。"],
  "fault.row": () => ["有一行读不出来。", "请对方更新程序后重新打包。"],
  "fault.row_digest": () => ["有一行与其摘要不符。", "请对方重新打包。"],
  "fault.root": () => ["记账的各行不是它记账时的各行。", "请对方重新打包。"],
  "fault.proof": () => ["有一行不能证明出自所称的记账。", "请对方重新打包。"],
  "fault.replaces": () => ["有一行替换了还不存在的内容。", "请对方重新打包。"],
  "fault.key": () => ["有一行的编号读不出来。", "请对方更新程序后重新打包。"],
  "fault.attachment": () => ["一份佐证与其摘要不符。", "请对方重新打包。"],
};

/** Where a workbook is damaged, as exactly as its reader knows. */
function damage(where = "", part = "", cell = ""): string {
  const sheet = /sheet(\d+)\.xml$/.exec(part)?.[1];
  const at = sheet ? `第${sheet}张表` : part;
  switch (where) {
    case "cut_off":
      return part ? `：没有传完或没有拷完，断在${at}处，后面的都没有` : "：没有传完或没有拷完，只有开头";
    case "cut_short":
      return `：没有传完或没有拷完，原来至少${cell}KB，只有${part}KB`;
    case "sheets":
      return "：工作表的目录读不出来";
    case "words":
      return "：存放各表文字的部分读不出来";
    case "part":
      return `：其中的“${at}”读不出来`;
    case "sheet":
      return `：工作表“${part}”读不出来`;
    case "after":
      return `：工作表“${part}”读到 ${cell} 为止，后面的读不出来`;
    case "directory":
      return "：旧格式文件里没有可读的工作表";
    default:
      return "";
  }
}

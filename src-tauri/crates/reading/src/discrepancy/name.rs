//! What a figure is about, as a short name that can be compared, and how alike two names are. Rare pairs
//! of characters weigh more than those that every name has. Suggestions only; a person decides.

use super::claim::{Aspect, Claim};
use crate::quantity::figure::Figure;
use crate::quantity::units::Class;
use crate::repair::{Repaired, is_han};
use crate::words::{any_ends, begins, find, last_of};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The words of a name that are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name {
    /// What is measured, without place, verb and manner.
    pub words: Vec<char>,
    /// What is done with it: 新建, 选派.
    pub verb: Vec<char>,
    /// What is said of it behind the noun.
    pub told: Vec<char>,
}

/// Longest name that is compared.
const LONGEST: usize = 24;

/// One word for what regions call differently, and none for what says only when, where and how much in
/// all. The first that fits is taken; the second takes its place.
const PLAIN: &[(&str, &str)] = &[
    ("嘎查村民", "村民"),
    ("嘎查村", "村"),
    ("行政村", "村"),
    ("嘎查", "村"),
    ("苏木乡镇", "乡镇"),
    ("苏木", "乡"),
    ("旗县区", "县"),
    ("县市区", "县"),
    ("旗县", "县"),
    ("盟市", "市"),
    ("农村牧区", "农村"),
    ("农牧民", "农民"),
    ("农牧业", "农业"),
    ("农畜产品", "农产品"),
    ("北京市", "北京"),
    ("同步", ""),
    ("基本", ""),
    ("得到", ""),
    ("全部", ""),
    ("全区", ""),
    ("全市", ""),
    ("全县", ""),
    ("全省", ""),
    ("全镇", ""),
    ("全乡", ""),
    ("全旗", ""),
    ("全州", ""),
    ("我区", ""),
    ("我市", ""),
    ("我县", ""),
    ("我省", ""),
    ("本县", ""),
    ("本市", ""),
    ("全年", ""),
    ("去年", ""),
    ("今年", ""),
    ("以来", ""),
    ("累计", ""),
    ("总计", ""),
    ("共计", ""),
    ("合计", ""),
    ("目前", ""),
    ("现已", ""),
    ("已经", ""),
    ("其中", ""),
    ("分别", ""),
    ("同时", ""),
    ("全面", ""),
    ("进一步", ""),
    ("持续", ""),
    ("继续", ""),
    ("积极", ""),
    ("大力", ""),
    ("预计", ""),
    ("力争", ""),
    ("确保", ""),
    ("计划", ""),
    ("规划", ""),
    ("每年", ""),
];

/// What stands between a name and its figure, longest first.
const REACHING: &[&str] = &[
    "稳定在",
    "保持在",
    "提高到",
    "提升到",
    "提高至",
    "提升至",
    "上升到",
    "上升至",
    "增加到",
    "增加至",
    "增长到",
    "扩大到",
    "扩展到",
    "发展到",
    "下降到",
    "下降至",
    "降低到",
    "降低至",
    "减少到",
    "减少至",
    "控制在",
    "达到了",
    "实现了",
    "完成了",
    "建成了",
    "高达",
    "仅为",
    "仅有",
    "约为",
    "均为",
    "均达",
    "达到",
    "突破",
    "超过",
    "实现",
    "完成",
    "增至",
    "降至",
    "升至",
    "总量",
    "总数",
    "数量",
    "人数",
    "户数",
    "户次",
    "个数",
    "达",
    "为",
    "是",
    "约",
    "近",
    "超",
    "在",
    "共",
    "有",
    "至",
    "到",
    "了",
    "均",
    "已",
    "各",
    "等",
    "由",
    "从",
    "与",
    "和",
    "、",
    "只",
    "仅",
    "数",
    "的",
    "要",
    "将",
    ":",
    "：",
    " ",
    "“",
    "”",
];

/// What is done with a thing; a name begins behind the last of them. Longest first.
const VERBS: &[&str] = &[
    "改造提升",
    "新建改造",
    "建设改造",
    "整改提升",
    "结对帮扶",
    "结对包联",
    "包联帮扶",
    "组织开展",
    "组织实施",
    "开展结对",
    "累计投入",
    "贯彻落实",
    "任职锻炼",
    "规划建设",
    "建设完成",
    "完成建设",
    "持续扶持",
    "争取到位",
    "兑现发放",
    "选派",
    "选派到",
    "选派了",
    "下派",
    "派驻",
    "新建",
    "新增",
    "改建",
    "扩建",
    "改造",
    "提升",
    "建成",
    "建立",
    "设立",
    "设置",
    "成立",
    "组建",
    "组织",
    "开展",
    "举办",
    "实施",
    "推进",
    "推动",
    "落实",
    "完成",
    "实现",
    "投入",
    "投资",
    "安排",
    "下达",
    "下拨",
    "拨付",
    "发放",
    "争取",
    "整合",
    "筹集",
    "募集",
    "培训",
    "培育",
    "培养",
    "引进",
    "引入",
    "招录",
    "招聘",
    "招引",
    "选聘",
    "选拔",
    "选配",
    "配备",
    "配齐",
    "配强",
    "排查出",
    "排查",
    "整顿",
    "摘帽",
    "出列",
    "整改",
    "整治",
    "治理",
    "化解",
    "解决",
    "清理",
    "清运",
    "摸排",
    "扶持",
    "支持",
    "帮扶",
    "带动",
    "吸纳",
    "惠及",
    "覆盖",
    "受益",
    "服务",
    "入户",
    "走访",
    "慰问",
    "纳入",
    "确定",
    "认定",
    "评选",
    "评定",
    "创建",
    "打造",
    "建设",
    "储备",
    "谋划",
    "签约",
    "落地",
    "开工",
    "竣工",
    "投产",
    "运行",
    "使用",
    "消除",
    "减少",
    "增加",
    "转移",
    "输出",
    "销售",
    "调出",
    "外调",
    "产出",
    "接待",
    "办理",
    "查处",
    "立案",
    "查办",
    "受理",
    "审批",
    "发布",
    "刊发",
    "印发",
    "出台",
    "制定",
    "修订",
    "编制",
    "联系",
    "对接",
    "包联",
    "共建",
    "建",
    "筛选",
    "抽选",
    "招",
    "选",
    "倾斜",
    "扎根",
    "被派",
    "被选",
    "下沉",
    "任职",
    "挂职",
    "兼任",
    "进入",
    "参加",
    "参与",
    "获评",
    "获得",
    "荣获",
    "享受",
    "发展",
    "种植",
    "养殖",
    "栽植",
    "植树",
    "线上",
    "赴基层",
    "赴",
    "贯通",
    "通车",
    "硬化",
    "铺设",
    "安装",
    "更换",
    "接入",
    "开通",
    "救助",
    "资助",
    "减免",
    "办结",
    "督办",
    "交办",
    "移交",
    "购置",
    "采购",
    "配置",
    "投放",
    "拆除",
    "关停",
    "淘汰",
    "盘活",
    "流转",
    "收储",
    "出让",
    "供应",
    "供给",
    "就诊",
    "签订",
    "签下",
    "聘请",
    "聘用",
    "动员",
    "发动",
    "引导",
    "帮助",
    "协助",
    "促成",
    "达成",
    "举行",
    "召开",
    "创办",
    "领办",
    "注册",
    "登记",
    "开设",
    "开办",
    "增设",
    "撤并",
    "合并",
    "拥有",
    "现有",
    "共有",
    "辖",
    "下辖",
    "聚集",
    "集聚",
    "入驻",
    "全部",
    "拿出",
    "筹措",
];

/// Small words between a figure and the words before it that make the words behind it the name.
const JOINING: &[char] = &[
    '和', '及', '与', '、', '对', '在', '为', '向', '将', '把', '给', '从', '由', '共', '有', '的', '以',
    '等', '用', '按', '于', '各', '是', '这',
];

/// Nouns that say nothing without what is told of them.
const GENERAL: &[&str] = &[
    "村",
    "县",
    "乡",
    "镇",
    "乡镇",
    "市",
    "人",
    "户",
    "个",
    "家",
    "干部",
    "单位",
    "企业",
    "项目",
    "学校",
    "医院",
    "群众",
    "党员",
    "村镇",
    "部门",
    "问题",
    "任务",
    "活动",
    "社区",
    "街道",
    "自然村",
    "学生",
    "教师",
    "居民",
    "职工",
    "人员",
    "工程",
    "产业",
    "机构",
    "村民",
    "农户",
    "农民",
    "贫困户",
    "贫困村",
    "脱贫户",
    "试点",
];

impl Name {
    /// The name of a figure from the words around it.
    pub fn of(figure: &Figure, before: &[char], after: &[char], aspect: Aspect) -> Self {
        if aspect == Aspect::Share {
            let share = before.iter().rposition(|c| *c == '占').unwrap_or(0);
            let whole = without_share(without_reaching(plain(before.get(share + 1..).unwrap_or_default())));
            let part = front(before.get(..share).unwrap_or_default()).0.words;
            return Self {
                words: [part.clone(), vec!['占'], whole.clone()].concat(),
                verb: part,
                told: whole,
            };
        }
        let counted = matches!(
            figure.class,
            Class::Count
                | Class::Thing
                | Class::Item
                | Class::People
                | Class::Event
                | Class::Place
                | Class::Bare
        );
        let reached = any_ends(
            before,
            before.len(),
            &["达到", "达", "为", "到", "至", "是", "超过", "突破", ":", "："],
        );
        let joined = before.last().is_some_and(|c| JOINING.contains(c));
        let of_percent = figure.class == Class::Percent && (after.first() == Some(&'的') || reads_on(after));
        let behind = behind(after, of_percent);
        let grown = if aspect == Aspect::Change { without_growth(before.to_vec()) } else { before.to_vec() };
        let (front, done) = front(&grown);
        let place =
            front.words.last().is_some_and(|c| "县村市区乡镇省旗".contains(*c)) || front.words.len() < 2;
        let use_behind = !behind.words.is_empty()
            && !reached
            && match figure.class {
                Class::Percent => of_percent && front.words.len() < 2,
                _ if counted => joined || place || done,
                _ => front.words.is_empty() || done,
            };
        if use_behind {
            return Self { verb: front.verb, ..behind };
        }
        if without_growth(front.words.clone()).is_empty() {
            Self { words: Vec::new(), ..front }
        } else {
            front
        }
    }

    /// A name as a person wrote it.
    pub fn given(name: &str) -> Self {
        let words = Repaired::new(name).chars;
        let (name, _) = front(&words);
        if name.is_empty() { Self { words: tail(without_reaching(plain(&words))), ..name } } else { name }
    }

    /// Gives a share the part that it is the share of.
    pub fn take_owner(&mut self, part: Option<&Self>) {
        if let Some(part) = part {
            self.verb.clone_from(&part.words);
            self.words = [&self.verb, &vec!['占'], &self.told].into_iter().flatten().copied().collect();
        }
    }

    /// All that is said with it.
    pub fn whole(&self) -> Vec<char> {
        [&self.verb, &self.words, &self.told].into_iter().flatten().copied().collect()
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Its pairs of neighbouring characters.
    pub fn pairs(&self) -> BTreeSet<(char, char)> {
        pairs(&self.words)
    }
}

fn pairs(words: &[char]) -> BTreeSet<(char, char)> {
    words.iter().zip(words.iter().skip(1)).map(|(a, b)| (*a, *b)).collect()
}

fn tail(words: Vec<char>) -> Vec<char> {
    let from = words.len().saturating_sub(LONGEST);
    words.get(from..).unwrap_or_default().to_vec()
}

/// The words without brackets, quotes, and what says only where and when.
fn plain(words: &[char]) -> Vec<char> {
    let mut bare: Vec<char> = Vec::with_capacity(words.len());
    let mut depth = 0_usize;
    for c in words {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_whitespace() => {}
            '“' | '”' | '‘' | '’' | '《' | '》' => {}
            other => bare.push(*other),
        }
    }
    let mut made = Vec::with_capacity(bare.len());
    let mut at = 0;
    while let Some(c) = bare.get(at) {
        match PLAIN.iter().find(|(word, _)| begins(&bare, at, word)) {
            Some((word, other)) => {
                made.extend(other.chars());
                at += word.chars().count();
            }
            None => {
                made.push(*c);
                at += 1;
            }
        }
    }
    made
}

/// Without the words that lead up to the figure.
fn without_reaching(mut words: Vec<char>) -> Vec<char> {
    let table: Vec<(&str, ())> = REACHING.iter().map(|word| (*word, ())).collect();
    while let Some((length, ())) = last_of(&words, words.len(), &table) {
        words.truncate(words.len() - length);
    }
    while words.first().is_some_and(|c| "、和及与的使把将在对为向各该其于从共有也已一".contains(*c))
    {
        words.remove(0);
    }
    words
}

/// 80%以上村…, 61.3%村…: what is shared follows without 的.
fn reads_on(after: &[char]) -> bool {
    const UNITS: &[&str] = &[
        "村",
        "行政村",
        "嘎查村",
        "县",
        "旗县",
        "乡镇",
        "苏木",
        "学校",
        "家庭",
        "农户",
        "企业",
        "居民",
        "群众",
    ];
    UNITS.iter().any(|word| begins(after, 0, word))
}

/// 占…支出的比重: without the words that say it is a share.
fn without_share(mut words: Vec<char>) -> Vec<char> {
    while let Some((length, ())) = last_of(
        &words,
        words.len(),
        &[("的比重", ()), ("的比例", ()), ("比重", ()), ("比例", ()), ("总数", ()), ("总量", ()), ("的", ())],
    ) {
        words.truncate(words.len() - length);
    }
    words
}

/// Without the words that say it grew or fell.
fn without_growth(mut words: Vec<char>) -> Vec<char> {
    const GROWN: &[&str] = &[
        "同比增长",
        "同比下降",
        "同比增加",
        "同比提高",
        "同比",
        "增长",
        "提高",
        "增加",
        "下降",
        "减少",
        "增产",
        "增收",
        "提升",
        "降低",
        "上升",
        "比上年",
        "较上年",
        "比去年",
        "较去年",
        "上年",
        "比",
        "较",
        "增",
        "降",
    ];
    let table: Vec<(&str, ())> = GROWN.iter().map(|word| (*word, ())).collect();
    while let Some((length, ())) = last_of(&words, words.len(), &table) {
        words.truncate(words.len() - length);
    }
    words
}

/// Nouns that a verb before them belongs to: 覆盖率, 服务中心, 帮扶车间.
const NOMINAL: &[&str] = &[
    "率",
    "中心",
    "站",
    "点",
    "县",
    "旗",
    "村",
    "班",
    "业",
    "量",
    "面积",
    "额",
    "基地",
    "项目",
    "资金",
    "体系",
    "机制",
    "员",
    "队",
    "人员",
    "对象",
    "产品",
    "车间",
    "力度",
    "工程",
    "能力",
    "水平",
    "系统",
    "设施",
    "设备",
    "平台",
    "机构",
    "组织",
    "协会",
    "企业",
    "单位",
    "用地",
    "总额",
    "金额",
    "数",
    "比例",
    "比重",
    "占比",
    "系",
    "岗位",
    "补贴",
    "贷款",
    "任务",
    "目标",
    "活动",
    "行动",
    "人次",
    "人数",
    "长度",
    "里程",
    "收入",
    "支出",
    "经费",
    "人口",
    "劳动力",
    "学校",
    "教师",
    "网点",
    "厂",
    "池",
    "场",
    "园",
];

/// Where verbs stand that something is done with; those that are part of a noun are none.
fn verbs(words: &[char]) -> Vec<(usize, usize)> {
    let mut made: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let verb = VERBS.iter().filter(|verb| begins(words, at, verb)).map(|verb| verb.chars().count()).max();
        let Some(length) = verb else {
            at += 1;
            continue;
        };
        let end = at + length;
        let noun = any_ends(
            words,
            end,
            &[
                "完成投资",
                "总投资",
                "计划投资",
                "资产投资",
                "年度投资",
                "项目投资",
                "党组织",
                "经济组织",
                "合作组织",
                "社会组织",
                "群团组织",
            ],
        ) || at > 0 && NOMINAL.iter().any(|noun| begins(words, end, noun))
            || length == 1 && (at > 0 || words.get(end) == Some(&'设'));
        if !noun {
            made.push((at, end));
        }
        at = end;
    }
    made
}

/// Whether words end with what is done: 解决, 抓好.
pub(super) fn ends_in_verb(words: &[char]) -> bool {
    const DONE: &[&str] = &[
        "解决", "抓好", "做好", "抓实", "抓住", "稳住", "坚持", "围绕", "聚焦", "破解", "落实", "推进",
        "实施", "推动", "深化", "打造", "服务", "统揽", "开展", "打好", "建好",
    ];
    any_ends(words, words.len(), DONE)
}

/// Ends of names that say nothing alone.
const WEAK: &[&str] = &[
    "比例", "比重", "占比", "率", "面积", "资金", "数量", "总量", "总额", "金额", "收入", "里程", "任务",
    "活动", "工作", "项目",
];

/// The name in the words before a figure, and whether a verb stands between them.
fn front(before: &[char]) -> (Name, bool) {
    const LONG: usize = 5;
    // “七配套”灌溉水利用系数: what follows a quotation and can stand alone
    let unquoted = before.iter().rposition(|c| *c == '”').and_then(|at| before.get(at + 1..));
    let words = unquoted
        .map(|rest| without_reaching(plain(rest)))
        .filter(|rest| rest.len() >= LONG)
        .unwrap_or_else(|| without_reaching(plain(before)));
    let verbs = verbs(&words);
    let closing = verbs
        .iter()
        .rev()
        .try_fold(words.len(), |end, (from, to)| if *to == end { Ok(*from) } else { Err(end) });
    let end = match closing {
        Ok(end) | Err(end) => end,
    };
    // 农产品销售77.85亿: the noun stands before the verb
    let mut from = verbs.iter().map(|(_, to)| *to).filter(|to| *to < end).max().unwrap_or(0);
    let noun = |from: usize| without_reaching(words.get(from..end).unwrap_or_default().to_vec());
    let weak = |name: &[char]| name.len() <= 5 && WEAK.iter().any(|weak| any_ends(name, name.len(), &[weak]));
    while from > 0 && weak(&noun(from)) {
        from = verbs.iter().filter(|(_, to)| *to < from).map(|(_, to)| *to).max().unwrap_or(0);
    }
    let name = noun(from);
    let ends_in_verb = end < words.len();
    if name.len() < 2 && ends_in_verb {
        return (Name { words: Vec::new(), verb: words, told: Vec::new() }, true);
    }
    let verb = words.get(..from).unwrap_or_default().iter().chain(words.get(end..).unwrap_or_default());
    (Name { words: tail(name), verb: verb.copied().collect(), told: Vec::new() }, ends_in_verb)
}

/// The name in the words behind a figure. `whole`: with what is told of the noun.
fn behind(after: &[char], whole: bool) -> Name {
    let mut words = plain(after);
    while words.first().is_some_and(|c| matches!(c, '的' | '左' | '右' | '以' | '上')) {
        words.remove(0);
    }
    const MOVES: &[&str] = &[
        "下降", "减少", "增加", "增长", "提高", "提升", "上升", "降", "增至", "达到", "用于", "纳入", "超过",
    ];
    if words.first().is_none_or(|c| !is_han(*c)) || MOVES.iter().any(|word| begins(&words, 0, word)) {
        return Name::default();
    }
    if whole {
        let noun: Vec<char> = words.into_iter().filter(|c| *c != '的').take(LONGEST).collect();
        return Name { words: without_reaching(noun), ..Name::default() };
    }
    let list = words.iter().position(|c| *c == '、').unwrap_or(words.len());
    let verb = verbs(&words).into_iter().map(|(at, _)| at).find(|at| *at > 0).unwrap_or(list).min(list);
    let noun: Vec<char> = words.get(..verb).unwrap_or_default().to_vec();
    let told: Vec<char> = words.get(verb..).unwrap_or_default().iter().take(LONGEST).copied().collect();
    let general = GENERAL.iter().any(|word| word.chars().eq(noun.iter().copied()));
    let noun = if general { noun.into_iter().chain(told.iter().copied()).collect() } else { noun };
    let noun: Vec<char> = noun.get(..noun.len().min(LONGEST)).unwrap_or_default().to_vec();
    Name { words: without_reaching(noun), verb: Vec::new(), told }
}

/// How two names stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kinship {
    /// Nothing in common that matters.
    Apart,
    /// They share so much in a hundred.
    Alike(u32),
    /// One has words before the other: 援建帮扶车间.
    Narrower,
    /// One has words inside the other: 绿化率, 绿化覆盖率.
    Inserted,
    /// The same words.
    Same,
}

/// How rare pairs of characters are among the names at hand.
#[derive(Clone, Debug, Default)]
pub(super) struct Rarity {
    names: usize,
    pairs: HashMap<(char, char), usize>,
}

impl Rarity {
    /// Counts the pairs of names.
    pub fn of<'a>(names: impl Iterator<Item = &'a Name>) -> Self {
        let mut made = Self::default();
        for name in names {
            made.names += 1;
            for pair in name.pairs() {
                *made.pairs.entry(pair).or_default() += 1;
            }
        }
        made
    }

    /// In how many names a pair stands.
    pub fn count(&self, pair: (char, char)) -> usize {
        self.pairs.get(&pair).copied().unwrap_or(1)
    }

    fn weight(&self, pair: (char, char)) -> u32 {
        (self.names.max(1) / self.count(pair).max(1)).max(1).ilog2() + 1
    }

    /// How much two names share, in a hundred of the two together.
    pub fn shared(&self, a: &[char], b: &[char]) -> u32 {
        let (a, b) = (pairs(a), pairs(b));
        let sum = |pairs: &mut dyn Iterator<Item = &(char, char)>| {
            pairs.map(|pair| self.weight(*pair)).sum::<u32>()
        };
        let both = sum(&mut a.intersection(&b));
        let all = sum(&mut a.iter()) + sum(&mut b.iter());
        (200 * both).checked_div(all).unwrap_or(0)
    }

    /// How two names stand to each other.
    pub fn kinship(&self, a: &Name, b: &Name) -> Kinship {
        let (short, long) =
            if a.words.len() <= b.words.len() { (&a.words, &b.words) } else { (&b.words, &a.words) };
        if short.is_empty() {
            return Kinship::Apart;
        }
        if short == long {
            return Kinship::Same;
        }
        let front = short.iter().zip(long.iter()).take_while(|(a, b)| a == b).count();
        let back = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
        if short.len() >= 3 && front >= 2 && back >= 1 && front + back >= short.len() && front < short.len() {
            return Kinship::Inserted;
        }
        if short.len() >= 3 && back == short.len() {
            return Kinship::Narrower;
        }
        match self.shared(short, long) {
            0 => Kinship::Apart,
            shared => Kinship::Alike(shared),
        }
    }
}

/// Gives names that a person confirmed to be one the same words.
pub(super) fn unite(claims: &mut [Claim], confirmed: &[(String, String)]) {
    let mut one: BTreeMap<Vec<char>, Vec<char>> = BTreeMap::new();
    for (a, b) in confirmed {
        let (a, b) = (Name::given(a).words, Name::given(b).words);
        let root = |map: &BTreeMap<Vec<char>, Vec<char>>, mut name: Vec<char>| {
            while let Some(next) = map.get(&name) {
                name.clone_from(next);
            }
            name
        };
        let (a, b) = (root(&one, a), root(&one, b));
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        if first != second && !first.is_empty() {
            one.insert(second, first);
        }
    }
    if one.is_empty() {
        return;
    }
    for claim in claims {
        for (from, to) in &one {
            let Some(at) = ends_at(&claim.name.words, from) else { continue };
            let mut words: Vec<char> = claim.name.words.get(..at).unwrap_or_default().to_vec();
            words.extend(to);
            claim.name.words = words;
            break;
        }
    }
}

/// Where the words end with a name.
fn ends_at(words: &[char], name: &[char]) -> Option<usize> {
    (!name.is_empty() && words.ends_with(name)).then(|| words.len() - name.len())
}

/// A name that is likely the one looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    /// Which of the names.
    pub at: usize,
    /// How likely, of a hundred.
    pub score: u32,
    /// Why: `same_words`, `words_inside`, `words_before`, `shared_words`.
    pub reason: &'static str,
}

/// Names that are known, made ready for looking others up.
pub struct KnownNames {
    names: Vec<Name>,
    rarity: Rarity,
}

impl KnownNames {
    /// Of names in some order.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<Name> = names.into_iter().map(Name::given).collect();
        Self { rarity: Rarity::of(names.iter()), names }
    }

    /// Which of them are likely what a statement calls its indicator, the likeliest first. Traditional and
    /// simplified characters, regional words and words of manner count as the same.
    pub fn likely(&self, indicator: &str) -> Vec<Likely> {
        const LEAST: u32 = 25;
        let looked_for = Name::given(indicator);
        let mut likely: Vec<Likely> = self
            .names
            .iter()
            .enumerate()
            .filter_map(|(at, name)| {
                let shared = self.rarity.shared(&name.words, &looked_for.words);
                let (score, reason) = match self.rarity.kinship(name, &looked_for) {
                    Kinship::Same => (100, "same_words"),
                    Kinship::Inserted => (shared.clamp(80, 95), "words_inside"),
                    Kinship::Narrower => (shared.clamp(60, 90), "words_before"),
                    Kinship::Alike(shared) if shared >= LEAST => (shared.min(79), "shared_words"),
                    _ => return None,
                };
                Some(Likely { at, score, reason })
            })
            .collect();
        likely.sort_by_key(|likely| (std::cmp::Reverse(likely.score), likely.at));
        likely
    }
}

/// Whether the words of a name stand in others.
pub(super) fn stands_in(name: &[char], words: &[char]) -> bool {
    !name.is_empty() && find(words, 0..words.len(), &name.iter().collect::<String>()).is_some()
}

/// What stands behind 每个: 每个重点帮扶县安排 → 重点帮扶县.
pub(super) fn unit_of_each(words: &[char]) -> Vec<char> {
    let words = plain(words.get(1..).unwrap_or_default());
    let from = usize::from(words.first().is_some_and(|c| "个名家户村所".contains(*c)));
    let end = (from + 2..words.len())
        .filter(|at| VERBS.iter().any(|verb| verb.chars().count() > 1 && begins(&words, *at, verb)))
        .find(|at| words.get(at - 1).is_some_and(|c| "县村乡镇市区旗户人员校院队业".contains(*c)))
        .unwrap_or(words.len());
    words.get(from..end).unwrap_or_default().to_vec()
}

/// The place that words begin with: 东山镇新建公厕 → 东山镇.
pub(super) fn place(words: &[char]) -> Vec<char> {
    const NOT: &str = "全各本该每个示范试点重贫困帮扶行政自然乡城农园社小校街我在对向为和与县市区旗镇村两三四五六七八九十新老到把将从由";
    let end = (2..=4).find(|at| words.get(*at).is_some_and(|c| "镇乡县市区旗村盟州".contains(*c)));
    let name = end.and_then(|end| words.get(..end)).unwrap_or_default();
    let plain = !name.is_empty() && name.iter().all(|c| is_han(*c) && !NOT.contains(*c));
    if plain { words.get(..=name.len()).unwrap_or_default().to_vec() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn names_before_a_figure() {
        for (before, name, done) in [
            ("全县森林覆盖率达到", "森林覆盖率", false),
            ("累计新建农村户用卫生厕所", "农村户用卫生厕所", false),
            ("选派", "", true),
            ("脱贫地区农畜产品销售", "脱贫地区农产品", true),
            ("班子成员“交叉任职”比例为", "班子成员交叉任职比例", false),
            ("实现水、电、路“三配套”灌溉水利用系数提高到", "灌溉水利用系", false),
            ("全面整顿软弱涣散村党组织", "软弱涣散村党组织", false),
            (
                "嘎查村（社区）党群服务中心".replace('（', "(").replace('）', ")").as_str(),
                "村党群服务中心",
                false,
            ),
        ] {
            let (found, ended) = front(&letters(before));
            assert_eq!((found.words, ended), (letters(name), done), "{before}");
        }
    }

    #[test]
    fn names_behind_a_figure() {
        for (after, whole, name) in [
            ("第一书记扎根乡村建功立业", false, "第一书记"),
            ("乡村振兴重点帮扶旗县", false, "乡村振兴重点帮扶县"),
            ("嘎查村建立垃圾收运体系", false, "村建立垃圾收运体系"),
            ("的行政村生活垃圾得到治理", true, "村生活垃圾治理"),
            ("下降到", false, ""),
            ("", false, ""),
        ] {
            assert_eq!(behind(&letters(after), whole).words, letters(name), "{after}");
        }
    }

    #[test]
    fn kinship_of_names() {
        for (a, b, kinship) in [
            ("村庄绿化率", "村庄绿化率", Kinship::Same),
            ("村庄绿化率", "村庄绿化覆盖率", Kinship::Inserted),
            ("帮扶车间", "援建帮扶车间", Kinship::Narrower),
            ("城镇居民收入", "农村居民收入", Kinship::Alike(60)),
            ("森林覆盖率", "乡村医生", Kinship::Apart),
        ] {
            let names = [a, b].map(|words| Name { words: letters(words), ..Name::default() });
            let found = Rarity::default().kinship(&names[0], &names[1]);
            assert_eq!(found, kinship, "{a} {b}");
            assert_eq!(found, Rarity::default().kinship(&names[1], &names[0]), "{b} {a}");
        }
    }

    #[test]
    fn places_and_units_of_each() {
        for (words, name) in [
            ("东山镇新建公厕", "东山镇"),
            ("清源县累计", "清源县"),
            ("各乡镇新建", ""),
            ("乡村医生", ""),
            ("", ""),
        ] {
            assert_eq!(place(&letters(words)), letters(name), "{words}");
        }
        assert_eq!(unit_of_each(&letters("每个重点帮扶县安排")), letters("重点帮扶县"));
    }
}

// Sentences of indicators: how their figures come together, and the page where they are kept.

type Rules = Record<string, [word: string, meaning: string]>;

export const indicators = {
  rules: {
    title: "汇总规则",
    more: "更多：汇总规则",
    time: "各期之间",
    place: "各单位之间",
    authority: "本级和下级都报时",
    numerator: "分子",
    denominator: "分母",
    weight: "权数",
    choose: "输入名称查找",
    usual: (word: string) => `${word}（通常）`,
    summary: (time: string, place: string) => `各期${time}，各单位${place}`,
    times: {
      sum: ["相加", "把各期的数加起来，例如各月新增。"],
      last: ["取最后", "以最近一期报的为准，前面各期不再加。"],
      mean: ["取平均", "各期平均，例如月均在岗人数。"],
      max: ["取最大", "各期里最大的一个。"],
      min: ["取最小", "各期里最小的一个，例如全年不低于。"],
    } as Rules,
    places: {
      sum: ["相加", "上级的数等于各下级相加。"],
      ratio_of_sums: ["分子之和÷分母之和", "先把各单位的分子、分母分别相加再相除，不把百分比拿来平均。"],
      weighted_mean: ["加权平均", "各单位的数按权数（如人口、户数）加权平均。"],
      max: ["取最大", "各单位里最大的一个。"],
      min: ["取最小", "各单位里最小的一个，例如最低标准。"],
      count: ["计达标数", "数大于0的单位有几个，就是几。"],
      none: ["不可相加", "不由下级汇总，上级只用自己报的数。"],
    } as Rules,
    authorities: {
      own: ["以本级上报为准", "本级报了就用本级的，没报才由下级汇总；两者不一致会提示。"],
      parts: ["以下级汇总为准", "总由下级的数汇总，本级报的只用来核对。"],
    } as Rules,
  },
};

/** What examples of each kind say. */
export const contentExamples = {
  need: {
    title: "铝合金表面耐蚀涂层附着力提升",
    description: "现有涂层在盐雾试验 500 小时后起泡，希望提升附着力。",
    indicators: [{ name: "附着力", operator: "≥", value: 5, unit: "MPa", currentValue: 3 }],
    keywords: ["耐蚀涂层", "附着力"],
    budgetFen: 5_000_000,
    organizationName: "某企业",
  },
  expert: { name: "某专家", organizationName: "某大学", title: "教授", researchDirections: ["金属腐蚀与防护"] },
  achievement: {
    title: "一种水性耐蚀涂料",
    abstract: "以水性树脂为基料，耐盐雾 1000 小时。",
    trl: 6,
    organizationName: "某大学",
  },
} as const;

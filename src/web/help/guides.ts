/** A line of a step: words, or words that lead somewhere. */
export type Said = string | { href: string; text: string };

export interface GuideStep {
  title: string;
  said: readonly Said[];
}

export interface Guide {
  /** Part of the address below /help. */
  name: string;
  title: string;
  intro: string;
  steps: readonly GuideStep[];
  /** What people ask most. */
  questions: readonly (readonly [question: string, answer: string])[];
}

const to = (href: string, text: string): Said => ({ href, text });

/** 办事指南, one for each kind of user. Each step is true to a screen that exists. */
export const guides: readonly Guide[] = [
  {
    name: "enterprise",
    title: "企业：提出需求，对接专家和成果",
    intro: "说清难题就可以先提交，不完整也不要紧；公开什么、给谁看，由您逐项决定。",
    steps: [
      {
        title: "注册单位",
        said: [
          "在",
          to("/sign-up", "注册"),
          "填写单位全称和统一社会信用代码，由所在地科技局审核。同事由您在“本单位”邀请。",
        ],
      },
      {
        title: "发布需求",
        said: [
          "在",
          to("/needs/new", "发布需求"),
          "写清问题、目前水平和想达到的指标。页面会建议技术领域，点“采用”才算填写；写到一半存为草稿，在",
          to("/needs/mine", "我的需求"),
          "继续。多项需求可以下载",
          to("/help/templates/need.xlsx", "需求模板"),
          "填好，交科技局导入。",
        ],
      },
      {
        title: "确认别人看到什么",
        said: ["打开需求的“别人看到什么”，核对系统建议的脱敏文本，确认后高校和专家才检索得到。"],
      },
      { title: "看推荐", said: ["打开需求的“看匹配的专家和成果”，每个推荐都写明理由、对得上的原文和还不清楚的地方。"] },
      {
        title: "答复对接",
        said: ["科技局发出名单后，在", to("/answers", "对接答复"), "逐项同意或谢绝；谢绝请写原因，会转告对方。"],
      },
      { title: "处理对接申请", said: ["高校也可以直接申请对接，在首页待办里打开需求，选择同意或不同意。"] },
    ],
    questions: [
      [
        "竞争对手会看到我的需求吗？",
        "原文默认只有本单位和科技局看得到。别人看到的是您确认过的脱敏文本；也可以指定只对某几个单位可见。",
      ],
      [
        "匹配度 60 分是什么意思？",
        "是需求与对方资料的比对得分，不是成功概率。没有填写的项目按名单平均计，不加分也不吃亏。",
      ],
      ["联系方式会公开吗？", "不会。对接获同意并签保密后，对方写明用途才能查看，每次都有记录。"],
    ],
  },
  {
    name: "university",
    title: "高校院所：维护专家和成果，回应需求",
    intro: "资料越具体，推荐越准；专家是否公开，由专家本人决定。",
    steps: [
      { title: "注册单位", said: ["在", to("/sign-up", "注册"), "选择高校院所，由科技局审核。"] },
      {
        title: "提供专家和成果",
        said: [
          "在",
          to("/experts/mine", "我的专家"),
          "和",
          to("/achievements/mine", "我的成果"),
          "登记、修改，勾选“只看不完整”补齐缺的栏目。数量多的，下载",
          to("/help/templates/expert.xlsx", "专家模板"),
          "和",
          to("/help/templates/achievement.xlsx", "成果模板"),
          "，填好后交科技局导入；同一文件再导入不会重复。",
        ],
      },
      {
        title: "每年核对一遍",
        said: [
          "首页待办列出一年以上没有确认的专家。看过仍然准确的，",
          to("/experts/mine?confirmed=due", "勾选后一次确认"),
          "；同一页可以成批修改公开范围，也可以导出本单位资料，改好后交科技局导入。",
        ],
      },
      {
        title: "请专家本人认领",
        said: ["打开专家页面，生成认领链接发给本人：7 天内有效，只用一次。书面同意也可以在那里登记。"],
      },
      { title: "看需求", said: ["在", to("/search?kind=need", "需求"), "里查找；首页待办列出同领域的新需求。"] },
      { title: "申请对接", said: ["打开需求，写明相关成果和合作设想后提交。对方同意后，您会看到单位名称和需求原文。"] },
      { title: "答复名单", said: ["科技局发出名单后，在", to("/answers", "对接答复"), "逐项答复。"] },
    ],
    questions: [
      ["为什么有的需求看不到单位名称？", "企业没有同意之前，只显示脱敏文本。"],
      ["专家撤回同意后怎样？", "档案即刻不再展示，检索和名单里也不再出现；重新同意之前，谁也不能再公开。"],
    ],
  },
  {
    name: "expert",
    title: "专家：认领档案，决定给谁看",
    intro: "档案是您自己的，公开范围由您决定，随时可以撤回。",
    steps: [
      { title: "认领档案", said: ["用单位或科技局给您的认领链接，设置用户名和密码。"] },
      {
        title: "决定公开范围",
        said: [
          "在",
          to("/account/privacy", "档案公开范围"),
          "分别决定：给已登录用户看、给公众看、对接后提供联系方式。",
        ],
      },
      { title: "看适合的需求", said: ["首页“常用”里的“适合我的需求”按您的研究方向比对，写明理由。"] },
      { title: "导出或删除", said: ["同一页面可以下载关于您的全部数据，也可以要求删除档案。"] },
    ],
    questions: [["谁看过我的联系方式？", "每次查看都要写用途并留下记录，您可以在导出的数据里看到。"]],
  },
  {
    name: "staff",
    title: "科技局：从收集需求到发出名单",
    intro: "一次对接会的全部步骤。首页待办会提醒下一步。",
    steps: [
      {
        title: "审核单位",
        said: [
          "在",
          to("/admin/organizations", "单位审核"),
          "核对名称和信用代码；通过之后，导入时列名的记录即归其成员。",
        ],
      },
      {
        title: "收集需求",
        said: [
          "企业在网页上填写，或由您代为",
          to("/needs/new", "登记"),
          "。表格用",
          to("/help/templates/need.xlsx", "模板"),
          "收集，在服务器上用 duijie import need 导入（内置数据库须先停止服务）。",
        ],
      },
      {
        title: "请企业确认脱敏文本",
        said: ["没有确认的需求，高校看不到，名单也发送不了；首页待办会列出名单上还差哪些。"],
      },
      {
        title: "编排名单",
        said: [
          "在",
          to("/lists", "对接名单"),
          "新建名单，加入需求，打开工作台选入、排除、排次序；J、K 换需求，U 撤销。",
        ],
      },
      { title: "审定并发送", said: ["审定后冻结成版本，发送给双方。发送后仍可以重新编排，已答复的不会再问。"] },
      { title: "跟踪答复", said: ["在名单的“答复统计”看谁还没有答复，电话提醒。"] },
      { title: "看统计", said: ["在", to("/statistics", "统计"), "看进展和供需，每个数字都能打开所数的记录。"] },
    ],
    questions: [
      ["县区的工作人员看得到全市的需求吗？", "只看得到本地区的需求和名单；专家和成果是全部的。"],
      ["同事同时改名单怎么办？", "几秒内互相看得见；改到同一处时，后改的会看到提示，不会覆盖。"],
    ],
  },
  {
    name: "broker",
    title: "技术经理人、科技辅导员：代企业办理",
    intro: "经企业或科技局指定后，您可以代它登记需求、确认文本、答复对接；每一步都记明是谁代办。",
    steps: [
      { title: "取得委托", said: ["请企业在“本单位”填写您的用户名，或请科技局指定。"] },
      { title: "看代办的单位", said: ["在", to("/organization/linked", "我代办的单位"), "核对名单。"] },
      { title: "代为登记", said: ["在", to("/needs/new", "发布需求"), "填写企业全称，需求即归该企业。"] },
      { title: "代为答复", said: ["在", to("/answers", "对接答复"), "答复前请先征得企业同意。"] },
    ],
    questions: [["企业解除委托后怎样？", "即刻看不到它的需求；您登记过的内容仍归企业。"]],
  },
  {
    name: "admin",
    title: "管理员和审计员：账号、运行和记录",
    intro: "管理员管账号和运行，审计员只看记录，两者不能由一人兼任。",
    steps: [
      {
        title: "开通账号",
        said: ["在", to("/admin/users", "用户"), "变更角色、停用账号；忘记密码的，签发一小时有效的恢复链接。"],
      },
      { title: "看运行情况", said: ["首页显示检索是否正常；服务器上运行 duijie doctor 查看全部。"] },
      {
        title: "核对审计",
        said: ["审计员在", to("/audit/verification", "核对审计记录"), "从第一行核到最后，把末行编号和哈希另行抄存。"],
      },
      {
        title: "导出审计",
        said: ["在", to("/audit", "审计记录"), "按日期、人员、操作筛选，写明理由后导出；导出本身也有记录。"],
      },
    ],
    questions: [["换加密密钥怎么办？", "把 DUIJIE_SECRET 写成“新,旧”后重新启动，程序会用新密钥重新封存。"]],
  },
];

/** The tour of the demo data, step by step. */
export const tour: readonly GuideStep[] = [
  {
    title: "先看全貌",
    said: ["不用登录，打开", to("/search?q=废水", "检索“废水”"), "：需求、专家、成果一起出来，词句已标出。"],
  },
  { title: "以市局身份登录", said: ["在", to("/sign-in", "登录"), "用 staff 登录，密码在登录页上。"] },
  { title: "看待办", said: ["", to("/", "首页"), "列出现在要办的事；演示里的需求都已公开，还不在任何名单。"] },
  {
    title: "看一项需求的推荐",
    said: ["在首页“最近的需求”里点“看匹配”，再点一位专家看理由：哪几个词对得上，还有什么不清楚。"],
  },
  { title: "建一份名单", said: ["在", to("/lists", "对接名单"), "新建名单，加入三五项需求。"] },
  { title: "在工作台选人", said: ["打开工作台，用 I 选入、X 排除、J 和 K 换需求；选错了按 U 撤销。"] },
  { title: "审定并发送", said: ["回到名单，点“审定本版”，再点“发送给双方”。"] },
  {
    title: "换企业身份答复",
    said: ["退出后用 enterprise 登录，在", to("/answers", "对接答复"), "同意一项；再用 university 登录答复另一方。"],
  },
  {
    title: "看别人看到什么",
    said: ["以 enterprise 打开自己的需求，点“别人看到什么”，比较公众、已登录单位和获准对接后看到的不同。"],
  },
  {
    title: "看统计和审计",
    said: [
      "用 staff 看",
      to("/statistics", "统计"),
      "，用 auditor 看",
      to("/audit", "审计记录"),
      "：刚才的每一步都在。",
    ],
  },
];

/** Invented workbooks to try an import with. */
export const sampleFiles = [
  { asset: "sample-needs.xlsx", file: "技术需求.xlsx", label: "样表：24 项技术需求" },
  { asset: "sample-experts.xlsx", file: "专家.xlsx", label: "样表：123 位专家" },
  { asset: "sample-achievements.xlsx", file: "科技成果.xlsx", label: "样表：127 项科技成果" },
] as const;

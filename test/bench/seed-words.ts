/** Word stock of the synthetic corpus, written for it; no text of anyone stands here. Two-character words, most of the sciences and trades. */
export const seedWords =
  `材料 复合 纤维 陶瓷 金属 合金 薄膜 涂层 粉末 纳米 晶体 玻璃 橡胶 塑料 树脂 聚合 催化 吸附 分离 萃取 蒸馏 结晶 干燥 过滤 膜片 电池 电极 电解 储能 氢能 光伏 风电 核电 水电 电网
变压 变频 逆变 整流 开关 继电 线路 绝缘 接地 芯片 电路 封装 测试 光刻 掩模 晶圆 硅片 存储 传感 雷达 天线 射频 微波 激光 光纤 红外 成像 显示 背光 镜头 棱镜 干涉 光谱 色谱 质谱
机床 刀具 夹具 模具 铸造 锻造 焊接 冲压 轧制 拉拔 热处 淬火 回火 退火 磨削 抛光 切削 钻孔 齿轮 轴承 弹簧 螺栓 密封 阀门 泵体 管道 压缩 风机 换热 锅炉 窑炉 燃烧 烟气 脱硫 脱硝 除尘
废水 污泥 生化 曝气 消毒 臭氧 反渗 离子 土壤 修复 固废 填埋 堆肥 秸秆 生物 发酵 酶解 菌种 细胞 基因 蛋白 抗体 疫苗 药物 制剂 合成 中药 提取 临床 诊断 影像 超声 内镜 支架 假体 康复
育种 种子 栽培 灌溉 施肥 农药 病害 虫害 水稻 小麦 玉米 大豆 棉花 果树 蔬菜 茶叶 畜禽 饲料 养殖 水产 鱼类 冷链 保鲜 包装 食品 淀粉 油脂 乳品 酿造 香料 桥梁 隧道 边坡 地基 混凝 钢筋
装配 建筑 节能 保温 暖通 照明 消防 给水 排水 地震 减振 隔音 声学 噪声 道路 沥青 轨道 车辆 底盘 悬架 制动 转向 电机 减速 传动 发动 航空 飞行 卫星 火箭 导航 制导 船舶 港口 海洋 钻井
油田 页岩 煤矿 瓦斯 选矿 冶炼 尾矿 稀土 铜箔 铝材 镁锂 钛板 钢带 不锈 腐蚀 防护 疲劳 断裂 磨损 润滑 摩擦 强度 韧性 硬度 弹性 塑性 蠕变 应力 应变 振动 模态 流体 湍流 传热 相变 导热
导电 介电 磁性 超导 压电 热电 光电 发光 荧光 量子 算法 模型 网络 数据 图像 视频 语音 文本 语义 知识 图谱 推理 学习 训练 预测 识别 检测 定位 跟踪 规划 调度 优化 控制 决策 仿真 建模
云端 边缘 平台 系统 软件 接口 协议 安全 加密 认证 隐私 区块 物流 仓储 供应 质量 追溯 标准 计量 校准 可靠 寿命 故障 维护 监测 预警 评估 风险 应急 机器 手臂 关节 伺服 视觉 触觉 抓取
装备 产线 车间 工厂 园区 城市 社区 医院 学校 企业 市场 政策 管理 服务 教育 培训 人才 专利 成果 转化 孵化 投资 成本 效益 产业 区域 生态 环境 气候 碳排 水文 气象 遥感 测绘 地质 勘探`.split(
    /\s+/,
  );

/** Second or third characters that make longer words of the stock. */
export const wordEndings = [..."化性率度器机仪剂体层膜板管线网场源端法式型学力量值比差点面区段期级"];

/** Words of every text, the most frequent first. */
export const commonWords =
  "的 和 了 在 对 与 为 是 中 以 及 等 采用 研究 通过 进行 提高 基于 结果 表明 具有 方法 技术 应用 分析 设计 实现 影响 问题 提出 条件 不同 过程 工艺 性能 结构 温度 有效 降低 需要 解决 目前 主要 要求 开发 满足 由于 其中 并且 以上".split(
    " ",
  );

/** Latin words and model names of such texts. */
export const latinWords =
  "plc led pvc abs pet cnc agv mems cmos igbt lora wifi cfd fem svm cnn lstm bert gps gis rfid hplc pcr dna rna ph voc cod bod pm2.5".split(
    " ",
  );

/** What the keys of the workbench do. */
export function Shortcuts() {
  const keys = [
    ["J / K", "下一条、上一条需求"],
    ["↑ / ↓", "在候选之间移动"],
    ["I", "选入"],
    ["X", "排除"],
    ["C", "移出或取消排除"],
    ["P", "固定、取消固定"],
    ["N", "备注"],
    ["Alt + ↑ / ↓", "调整次序（也可拖动）"],
    ["U / R", "撤销、重做"],
    ["1 / 2", "看专家、看成果"],
  ];
  return (
    <details class="more shortcuts">
      <summary>键盘操作</summary>
      <dl>
        {keys.map(([key, does]) => (
          <div>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

import type { OrganizationRow } from "../../app/organization/in-charge.ts";
import { type OrganizationItem, organizationsShown } from "../../app/organization/list-organizations.ts";
import type { OrganizationKind, OrganizationStatus } from "../../domain/organization/organization.ts";
import type { Failure } from "../account/account-form.tsx";
import { FailureNotice } from "../organization/failure-notice.tsx";
import { RequestForm } from "../organization/request-form.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Facts } from "../ui/facts.tsx";
import { TextBox } from "../ui/form-field.tsx";

const kindNames: Record<OrganizationKind, string> = { enterprise: "企业", institution: "高校院所", bureau: "科技局" };
const statusNames: Record<OrganizationStatus, string> = {
  listed: "导入时列名",
  pending: "待审核",
  active: "已开通",
  suspended: "已停用",
};

interface OrganizationsView {
  waiting: readonly OrganizationItem[];
  signedUp: readonly OrganizationRow[];
  q: string;
  regionOf(code: string | null): string;
  failure: Failure;
}

/** What waits for staff, and the organisations they are in charge of. */
export function OrganizationsPage({ waiting, signedUp, q, regionOf, failure }: OrganizationsView) {
  return (
    <div class="account-page wide">
      <h1>单位审核</h1>
      <FailureNotice failure={failure} />
      <section>
        <h2>待审核</h2>
        {waiting.length === 0 ? <EmptyState title="没有待审核的申请" /> : null}
        {waiting.map((each) => (
          <section aria-label={each.name}>
            <h3>{each.name}</h3>
            <Facts
              facts={[
                ["状态", statusNames[each.status]],
                ["类型", kindNames[each.kind]],
                ["统一社会信用代码", each.creditCode],
                ["所在地区", regionOf(each.regionCode)],
                ["已有记录", each.records === 0 ? null : `${each.records} 条，通过后归该单位成员`],
              ]}
            />
            {each.requests.map((request) => (
              <RequestForm request={request} action={`/admin/requests/${request.id}`} />
            ))}
          </section>
        ))}
      </section>
      <section>
        <h2>已开通和已停用的单位</h2>
        <form method="get" action="/admin/organizations" class="account-form">
          <TextBox id="q" label="单位名称" value={q} max={120} error={null} />
          <p class="form-actions">
            <button class="btn btn-outline-primary" type="submit">
              查找
            </button>
          </p>
        </form>
        {signedUp.map((each) => (
          <Organization organization={each} region={regionOf(each.regionCode)} />
        ))}
        {signedUp.length < organizationsShown ? null : <p>只列出前 {organizationsShown} 个，请按名称查找。</p>}
      </section>
    </div>
  );
}

function Organization({ organization, region }: { organization: OrganizationRow; region: string }) {
  const { id, name, kind, status, creditCode } = organization;
  const suspended = status === "suspended";
  return (
    <details class="more">
      <summary>
        {name}，{kindNames[kind]}，{statusNames[status]}
      </summary>
      <Facts
        facts={[
          ["统一社会信用代码", creditCode],
          ["所在地区", region],
        ]}
      />
      {kind === "bureau" ? null : (
        <>
          <form method="post" action={`/admin/organizations/${id}/links`} class="account-form">
            <TextBox
              id={`broker-${id}`}
              name="username"
              label="代办人的用户名"
              value=""
              max={30}
              error={null}
              autocomplete="off"
            />
            <p class="form-actions">
              <button class="btn btn-outline-primary" type="submit" name="linked" value="yes">
                设为代办人
                <span class="visually-hidden">：{name}</span>
              </button>
              <button class="btn btn-outline-primary" type="submit" name="linked" value="no">
                取消代办
                <span class="visually-hidden">：{name}</span>
              </button>
            </p>
          </form>
          <form method="post" action={`/admin/organizations/${id}/suspension`} class="account-form">
            <TextBox id={`reason-${id}`} name="reason" label="理由" value="" max={300} error={null} required />
            <p class="form-actions">
              <button class="btn btn-outline-primary" type="submit" name="suspended" value={suspended ? "no" : "yes"}>
                {suspended ? "恢复单位" : "停用单位"}
                <span class="visually-hidden">：{name}</span>
              </button>
            </p>
          </form>
        </>
      )}
    </details>
  );
}

import { invitationDays } from "../../app/organization/invitation.ts";
import type { MemberView, OrganizationView } from "../../app/organization/open-organization.ts";
import { roleNames } from "../../domain/account/role.ts";
import { invitedRoles } from "../../domain/organization/member-role.ts";
import type { Failure } from "../account/account-form.tsx";
import { dayText } from "../format/dates.ts";
import { Facts } from "../ui/facts.tsx";
import { SelectBox, TextBox } from "../ui/form-field.tsx";
import { Notice } from "../ui/notice.tsx";
import { FailureNotice } from "./failure-notice.tsx";
import { RequestForm } from "./request-form.tsx";

interface OrganizationPageView {
  view: OrganizationView;
  /** Who looks. */
  selfId: string;
  region: string;
  /** The address of the invitation just made; shown this once. */
  invited: string | null;
  failure: Failure;
}

/** One's own organisation: who belongs to it, who asks to, who was invited, who acts for it. */
export function OrganizationPage(props: OrganizationPageView) {
  const { view, region, invited, failure } = props;
  const { organization, records, requests } = view;
  return (
    <div class="account-page wide">
      <h1>{organization.name}</h1>
      <FailureNotice failure={failure} />
      {invited === null ? null : (
        <Notice tone="good" title={`邀请已生成，${invitationDays} 天内有效，只能用一次`}>
          <p>请把下面的链接交给同事，本页不会再次显示：</p>
          <p>
            <code class="totp-secret" data-invitation-link>
              {invited}
            </code>
          </p>
        </Notice>
      )}
      <Facts
        facts={[
          ["统一社会信用代码", organization.creditCode],
          ["所在地区", region],
          ["名下记录", `${records} 条`],
        ]}
      />
      {requests.length === 0 ? null : (
        <section>
          <h2>加入申请</h2>
          {requests.map((request) => (
            <RequestForm request={request} action={`/organization/requests/${request.id}`} />
          ))}
        </section>
      )}
      <section>
        <h2>成员</h2>
        {view.members.map((member) => (
          <Member member={member} colleagues={view.members} self={member.id === props.selfId} />
        ))}
      </section>
      <Invitations view={view} />
      <Brokers brokers={view.brokers} />
    </div>
  );
}

function Member({
  member,
  colleagues,
  self,
}: {
  member: MemberView;
  colleagues: readonly MemberView[];
  self: boolean;
}) {
  const { id, displayName, username } = member;
  const others = colleagues.filter((each) => each.id !== id);
  return (
    <details class="more">
      <summary>
        {displayName}（{username}），{rolesText(member)}
        {self ? "，本人" : ""}
      </summary>
      <form method="post" action={`/organization/members/${id}/remove`} class="account-form">
        <p>
          {self ? "退出后账号停用，所有设备退出登录。" : "移出后对方账号停用，所有设备退出登录。"}登记过的记录留在单位。
        </p>
        <SelectBox
          id={`successor-${id}`}
          name="successorId"
          label="记录由谁接手"
          none={self ? "请选择" : "由我接手"}
          error={null}
        >
          {others.map((each) => (
            <option value={each.id}>
              {each.displayName}（{each.username}）
            </option>
          ))}
        </SelectBox>
        <TextBox id={`leave-${id}`} name="reason" label="原因" value="" max={300} error={null} />
        <p class="form-actions">
          <button class="btn btn-outline-primary" type="submit">
            {self ? "退出单位" : "移出单位"}
            <span class="visually-hidden">：{displayName}</span>
          </button>
        </p>
      </form>
    </details>
  );
}

function Invitations({ view: { organization, invitations } }: { view: OrganizationView }) {
  return (
    <section>
      <h2>邀请同事</h2>
      <form method="post" action="/organization/invitations" class="account-form">
        <SelectBox id="role" label="角色" none="" error={null}>
          {invitedRoles[organization.kind].map((role) => (
            <option value={role}>{roleNames[role]}</option>
          ))}
        </SelectBox>
        <p class="form-actions">
          <button class="btn btn-primary" type="submit">
            生成邀请链接
          </button>
        </p>
      </form>
      {invitations.map(({ id, roles, createdAt, expiresAt }) => (
        <form method="post" action={`/organization/invitations/${id}/revoke`} class="actions">
          <span>
            {roles.map((role) => roleNames[role]).join("、")}，{dayText(createdAt)} 发出，{dayText(expiresAt)} 到期
          </span>
          <button class="btn btn-outline-primary" type="submit">
            作废邀请
          </button>
        </form>
      ))}
    </section>
  );
}

function Brokers({ brokers }: { brokers: readonly MemberView[] }) {
  return (
    <section>
      <h2>代办人</h2>
      <p class="muted">技术经理人、科技镇长团成员或辅导员，可以代本单位登记和修改需求；所写内容记为代表本单位。</p>
      {brokers.map(({ username, displayName, ...rest }) => (
        <form method="post" action="/organization/links" class="actions">
          <input type="hidden" name="username" value={username} />
          <span>
            {displayName}（{username}），{rolesText(rest)}
          </span>
          <button class="btn btn-outline-primary" type="submit" name="linked" value="no">
            取消代办
            <span class="visually-hidden">：{displayName}</span>
          </button>
        </form>
      ))}
      <form method="post" action="/organization/links" class="account-form">
        <TextBox id="broker" name="username" label="代办人的用户名" value="" max={30} error={null} autocomplete="off" />
        <p class="form-actions">
          <button class="btn btn-primary" type="submit" name="linked" value="yes">
            设为代办人
          </button>
        </p>
      </form>
    </section>
  );
}

function rolesText({ roles }: Pick<MemberView, "roles">): string {
  return roles.map((role) => roleNames[role]).join("、");
}

/** The firms a broker or liaison acts for. */
export function LinkedPage({ organizations }: { organizations: readonly { id: string; name: string }[] }) {
  return (
    <div class="account-page wide">
      <h1>我代办的单位</h1>
      {organizations.length === 0 ? (
        <p>还没有单位请您代办。请单位成员在“本单位”页面填写您的用户名，或联系科技局。</p>
      ) : (
        <>
          <p>发布需求时选择代表哪个单位；您登记和修改的内容记为代表该单位。</p>
          <ul class="plain-list">
            {organizations.map(({ name }) => (
              <li>{name}</li>
            ))}
          </ul>
          <p class="actions">
            <a class="btn btn-primary" href="/needs/new">
              代单位发布需求
            </a>
          </p>
        </>
      )}
    </div>
  );
}

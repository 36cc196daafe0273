"""What is shared with other accounts, and who is let into accounts."""

from typing import Final

from kyotsu.review.meaning.events import Event, events
from kyotsu.review.meaning.settings import Setting, off_is_safe, on_is_safe, ranked, settings
from policies.rule import Severity, Text

_PRINCIPAL: Final = ("aws:ram/principalAssociation:PrincipalAssociation",)
_RESOURCE: Final = ("aws:ram/resourceAssociation:ResourceAssociation",)
_GRANT: Final = ("aws:kms/grant:Grant",)
_ASSIGNMENT: Final = ("aws:ssoadmin/accountAssignment:AccountAssignment",)
_ENDED: Final = Text(ja="共有 {name} が終わります。", en="The share {name} ends.")
_WHO: Final = ("principalId", "targetId", "permissionSetArn")

CLASSIFIERS: Final = (
    events(
        "shares",
        Event(
            code="share-gained",
            types=_PRINCIPAL,
            when="created",
            severity=Severity.HIGH,
            shows=("principal",),
            text=Text(
                ja="{name} により、ほかのアカウントとの共有が始まります。",
                en="{name} begins to share resources with others.",
            ),
        ),
        Event(
            code="share-gained",
            types=_PRINCIPAL,
            when="changed",
            severity=Severity.HIGH,
            shows=("principal",),
            text=Text(
                ja="共有 {name} の相手が替わります。",
                en="Those with whom {name} shares change.",
            ),
        ),
        Event(
            code="share-ended", types=_PRINCIPAL, when="deleted", shows=("principal",), text=_ENDED
        ),
        Event(
            code="share-gained",
            types=_RESOURCE,
            when="created",
            severity=Severity.MEDIUM,
            shows=("resourceArn",),
            text=Text(
                ja="{name} により、共有されるものが増えます。",
                en="{name} adds something to what is shared.",
            ),
        ),
        Event(
            code="share-ended", types=_RESOURCE, when="deleted", shows=("resourceArn",), text=_ENDED
        ),
        Event(
            code="key-granted",
            types=_GRANT,
            when="created",
            severity=Severity.HIGH,
            shows=("granteePrincipal", "operations"),
            text=Text(
                ja="{name} により、鍵の利用が別の主体に許されます。",
                en="{name} grants the use of a key.",
            ),
        ),
        Event(
            code="share-ended",
            types=_GRANT,
            when="deleted",
            shows=("granteePrincipal",),
            text=_ENDED,
        ),
        Event(
            code="access-assigned",
            types=_ASSIGNMENT,
            when="created",
            severity=Severity.HIGH,
            shows=_WHO,
            text=Text(
                ja="{name} により、人の集まりがアカウントに入れるようになります。",
                en="{name} lets people into an account.",
            ),
        ),
        Event(
            code="access-assigned",
            types=_ASSIGNMENT,
            when="changed",
            severity=Severity.HIGH,
            shows=_WHO,
            text=Text(
                ja="{name} により、アカウントに入れる人か、その権限が変わります。",
                en="{name} changes who is let into an account, or with which permissions.",
            ),
        ),
        Event(
            code="access-withdrawn",
            types=_ASSIGNMENT,
            when="deleted",
            shows=_WHO,
            text=Text(
                ja="{name} によるアカウントへの立入りが終わります。",
                en="{name} no longer lets people into an account.",
            ),
        ),
        Event(
            code="zone-shared",
            types=(
                "aws:route53/zoneAssociation:ZoneAssociation",
                "aws:route53/vpcAssociationAuthorization:VpcAssociationAuthorization",
            ),
            when="created",
            severity=Severity.LOW,
            shows=("vpcId",),
            text=Text(
                ja="{name} により、内部の名前が別のネットワークからも引けるようになります。",
                en="{name} lets another network look up the names of a private zone.",
            ),
        ),
        Event(
            code="identity-provider-gained",
            types=(
                "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
                "aws:iam/samlProvider:SamlProvider",
            ),
            when="created",
            severity=Severity.HIGH,
            shows=("url", "clientIdLists"),
            text=Text(
                ja="{name} により、外部の認証基盤を信頼するようになります。",
                en="{name} makes the account trust an outside identity provider.",
            ),
        ),
        Event(
            code="identity-provider-gained",
            types=("aws:iam/openIdConnectProvider:OpenIdConnectProvider",),
            when="changed",
            severity=Severity.HIGH,
            shows=("url", "clientIdLists"),
            text=Text(
                ja="信頼する外部の認証基盤 {name} の内容が変わります。",
                en="What the account trusts of the outside identity provider {name} changes.",
            ),
        ),
    ),
    settings(
        "sharing switches",
        Setting(
            code="share-outside",
            types=("aws:ram/resourceShare:ResourceShare",),
            path="allowExternalPrincipals",
            order=off_is_safe,
            severity=Severity.CRITICAL,
            default=True,
            looser=Text(
                ja="共有 {name} を組織の外のアカウントにも渡せるようになります。",
                en="{name} can be shared with accounts outside of the organization.",
            ),
            tighter=Text(
                ja="共有 {name} を組織の外には渡せなくなります。",
                en="{name} can no longer be shared outside of the organization.",
            ),
        ),
        *(
            Setting(
                code="attachments-by-themselves",
                types=("aws:ec2transitgateway/transitGateway:TransitGateway",),
                path=path,
                order=ranked("disable"),
                severity=Severity.HIGH,
                default=default,
                looser=Text(
                    ja="{name} につながるネットワークが自動的に受け入れられるようになります。",
                    en="{name} takes in networks, or their routes, without being told to.",
                ),
                tighter=Text(
                    ja="{name} につながるネットワークは自動的には受け入れられなくなります。",
                    en="{name} no longer takes in networks, or their routes, by itself.",
                ),
            )
            for path, default in (
                ("autoAcceptSharedAttachments", "disable"),
                ("defaultRouteTableAssociation", "enable"),
                ("defaultRouteTablePropagation", "enable"),
            )
        ),
        Setting(
            code="endpoint-accepts",
            types=("aws:ec2/vpcEndpointService:VpcEndpointService",),
            path="acceptanceRequired",
            order=on_is_safe,
            severity=Severity.HIGH,
            looser=Text(
                ja="{name} への接続が承認なしに受け入れられるようになります。",
                en="{name} accepts connections that nobody approved.",
            ),
            tighter=Text(
                ja="{name} への接続には承認が要るようになります。",
                en="{name} accepts only connections that somebody approved.",
            ),
        ),
    ),
)

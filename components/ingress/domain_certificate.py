"""`DomainCertificate`: a certificate for a domain that is answered by a zone of ours."""

from dataclasses import dataclass
from typing import Final

import pulumi
import pulumi_aws as aws

WAIT: Final = "20m"
"""AWS sees a right delegation within minutes; where it is wrong, an update is not to hang for
longer."""


@dataclass(frozen=True, kw_only=True)
class DomainCertificateArgs:
    """What `DomainCertificate` needs; the zone's name servers must stand in the domain above."""

    domain: str
    zone_id: pulumi.Input[str]


class DomainCertificate(pulumi.ComponentResource):
    """A certificate for a domain and all names right below it, which AWS renews by itself.

    AWS issues it, and renews it, for as long as it finds a record of its own in the domain. One
    that isn't issued within 72 hours has failed for good, so it is asked for only when the domain
    is delegated: https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html

    `arn` is known to have been issued.

        DomainCertificate(
            "certificate",
            DomainCertificateArgs(domain="shinsei.example.go.jp", zone_id=zone.zone_id),
        )
    """

    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: DomainCertificateArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("kyotsu:ingress:DomainCertificate", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        certificate = aws.acm.Certificate(
            name,
            domain_name=args.domain,
            subject_alternative_names=[f"*.{args.domain}"],
            validation_method="DNS",
            key_algorithm="RSA_2048",
            options=aws.acm.CertificateOptionsArgs(
                certificate_transparency_logging_preference="ENABLED"
            ),
            opts=child,
        )
        # AWS wants the same record for the domain and for the names below it.
        wanted = certificate.domain_validation_options[0]
        proof = aws.route53.Record(
            name,
            zone_id=args.zone_id,
            name=wanted.resource_record_name,
            type=wanted.resource_record_type,
            ttl=300,
            records=[wanted.resource_record_value],
            allow_overwrite=True,
            opts=child,
        )
        issued = aws.acm.CertificateValidation(
            name,
            certificate_arn=certificate.arn,
            validation_record_fqdns=[proof.fqdn],
            opts=pulumi.ResourceOptions(
                parent=self, custom_timeouts=pulumi.CustomTimeouts(create=WAIT)
            ),
        )
        self.arn = issued.certificate_arn
        self.register_outputs({"arn": self.arn})

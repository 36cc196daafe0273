"""The tables of the archive: the columns of each format, as AWS documents it."""

from typing import Final

from components.logging.log_table import LogTable
from tenancy.stage.logging import CONNECTIONS, PREFIXES

_JSON: Final = "org.apache.hive.hcatalog.data.JsonSerDe"
_OPENX: Final = "org.openx.data.jsonserde.JsonSerDe"

AUDIT: Final = LogTable(
    name="audit",
    about="CloudTrail: who did what on AWS",
    # https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-org-wide-trail.html
    columns={
        "eventversion": "string",
        "useridentity": (
            "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,"
            "accesskeyid:string,username:string,onbehalfof:struct<userid:string,"
            "identitystorearn:string>,sessioncontext:struct<attributes:struct<"
            "mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,"
            "principalid:string,arn:string,accountid:string,username:string>,"
            "ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,"
            "attributes:map<string,string>>>>"
        ),
        "eventtime": "string",
        "eventsource": "string",
        "eventname": "string",
        "awsregion": "string",
        "sourceipaddress": "string",
        "useragent": "string",
        "errorcode": "string",
        "errormessage": "string",
        "requestparameters": "string",
        "responseelements": "string",
        "additionaleventdata": "string",
        "requestid": "string",
        "eventid": "string",
        "readonly": "string",
        "resources": "array<struct<arn:string,accountid:string,type:string>>",
        "eventtype": "string",
        "apiversion": "string",
        "recipientaccountid": "string",
        "serviceeventdetails": "string",
        "sharedeventid": "string",
        "vpcendpointid": "string",
        "vpcendpointaccountid": "string",
        "eventcategory": "string",
    },
    location=(PREFIXES["audit"] + "/AWSLogs/{organization}/${account}/CloudTrail/${region}/${day}"),
    serde=_JSON,
    input_format="com.amazon.emr.cloudtrail.CloudTrailInputFormat",
)
FLOW: Final = LogTable(
    name="flow",
    about="VPC flow logs: connections, let through or denied",
    # https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs-create-table-statement.html
    columns={
        "version": "int",
        "account_id": "string",
        "interface_id": "string",
        "srcaddr": "string",
        "dstaddr": "string",
        "srcport": "int",
        "dstport": "int",
        "protocol": "bigint",
        "packets": "bigint",
        "bytes": "bigint",
        "start": "bigint",
        "end": "bigint",
        "action": "string",
        "log_status": "string",
    },
    location=PREFIXES["flow"] + "/${account}/vpcflowlogs/${region}/${day}",
    serde="org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
    serde_parameters={"field.delim": " ", "serialization.format": " "},
    parameters={"skip.header.line.count": "1"},
)
DNS: Final = LogTable(
    name="dns",
    about="Route 53 Resolver query logs: names that were looked up",
    # https://docs.aws.amazon.com/athena/latest/ug/querying-r53-resolver-logs.html
    columns={
        "version": "string",
        "account_id": "string",
        "query_timestamp": "string",
        "query_name": "string",
        "query_type": "string",
        "query_class": "string",
        "rcode": "string",
        "answers": "array<struct<rdata:string,type:string,class:string>>",
        "srcaddr": "string",
        "srcport": "int",
        "transport": "string",
        "srcids": "struct<instance:string,resolver_endpoint:string>",
        "firewall_rule_action": "string",
        "firewall_rule_group_id": "string",
        "firewall_domain_list_id": "string",
    },
    location=PREFIXES["dns"] + "/AWSLogs/${account}/vpcdnsquerylogs/${vpc}/${day}",
    serde=_OPENX,
    further={"vpc": {"type": "injected"}},
)
FIREWALL: Final = LogTable(
    name="firewall",
    about="AWS Network Firewall: what was dropped, and what was reported",
    # https://docs.aws.amazon.com/athena/latest/ug/querying-network-firewall-logs-sample-alert-logs-table.html
    columns={
        "firewall_name": "string",
        "availability_zone": "string",
        "event_timestamp": "string",
        "event": (
            "struct<timestamp:string,flow_id:bigint,event_type:string,src_ip:string,src_port:int,"
            "dest_ip:string,dest_port:int,proto:string,app_proto:string,tls_inspected:boolean,"
            "alert:struct<action:string,signature_id:int,rev:int,signature:string,category:string,"
            "severity:int>,tls:struct<sni:string,version:string>,http:struct<hostname:string,"
            "url:string,http_method:string>>"
        ),
    },
    location=(
        PREFIXES["firewall"]
        + "/AWSLogs/${account}/network-firewall/${kind}/${region}/${firewall}/${day}"
    ),
    serde=_OPENX,
    further={
        "kind": {"type": "enum", "values": "alert,flow,tls"},
        "firewall": {"type": "injected"},
    },
)
REQUESTS: Final = LogTable(
    name="requests",
    about="Access logs of application load balancers",
    # https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table-partition-projection.html
    columns={
        "type": "string",
        "time": "string",
        "elb": "string",
        "client_ip": "string",
        "client_port": "int",
        "target_ip": "string",
        "target_port": "int",
        "request_processing_time": "double",
        "target_processing_time": "double",
        "response_processing_time": "double",
        "elb_status_code": "int",
        "target_status_code": "string",
        "received_bytes": "bigint",
        "sent_bytes": "bigint",
        "request_verb": "string",
        "request_url": "string",
        "request_proto": "string",
        "user_agent": "string",
        "ssl_cipher": "string",
        "ssl_protocol": "string",
        "target_group_arn": "string",
        "trace_id": "string",
        "domain_name": "string",
        "chosen_cert_arn": "string",
        "matched_rule_priority": "string",
        "request_creation_time": "string",
        "actions_executed": "string",
        "redirect_url": "string",
        "error_reason": "string",
        "target_port_list": "string",
        "target_status_code_list": "string",
        "classification": "string",
        "classification_reason": "string",
        "conn_trace_id": "string",
    },
    location=(
        PREFIXES["load_balancer"] + "/AWSLogs/${account}/elasticloadbalancing/${region}/${day}"
    ),
    serde="org.apache.hadoop.hive.serde2.RegexSerDe",
    serde_parameters={
        "serialization.format": "1",
        "input.regex": (
            r"([^ ]*) ([^ ]*) ([^ ]*) ([^ ]*):([0-9]*) ([^ ]*)[:-]([0-9]*) ([-.0-9]*) ([-.0-9]*) "
            r"([-.0-9]*) (|[-0-9]*) (-|[-0-9]*) ([-0-9]*) ([-0-9]*) "
            r'"([^ ]*) (.*) (- |[^ ]*)" "([^"]*)" ([A-Z0-9-_]+) ([A-Za-z0-9.-]*) ([^ ]*) '
            r'"([^"]*)" "([^"]*)" "([^"]*)" ([-.0-9]*) ([^ ]*) "([^"]*)" "([^"]*)" "([^ ]*)" '
            r'"([^\s]+?)" "([^\s]+)" "([^ ]*)" "([^ ]*)" ?([^ ]*)?'
        ),
    },
    bucket="requests",
)
CONNECTED: Final = LogTable(
    name="connections",
    about="Connection logs of application load balancers",
    # https://docs.aws.amazon.com/athena/latest/ug/create-alb-connection-logs-table-partition-projection.html
    columns={
        "time": "string",
        "client_ip": "string",
        "client_port": "int",
        "listener_port": "int",
        "tls_protocol": "string",
        "tls_cipher": "string",
        "tls_handshake_latency": "double",
        "leaf_client_cert_subject": "string",
        "leaf_client_cert_validity": "string",
        "leaf_client_cert_serial_number": "string",
        "tls_verify_status": "string",
        "conn_trace_id": "string",
    },
    location=CONNECTIONS + "/AWSLogs/${account}/elasticloadbalancing/${region}/${day}",
    serde="org.apache.hadoop.hive.serde2.RegexSerDe",
    serde_parameters={
        "serialization.format": "1",
        "input.regex": (
            r"([^ ]*) ([^ ]*) ([0-9]*) ([0-9]*) ([A-Za-z0-9.-]*) ([^ ]*) ([-.0-9]*) "
            r'"([^"]*)" ([^ ]*) ([^ ]*) ([^ ]*) ?([^ ]*)?( .*)?'
        ),
    },
    bucket="requests",
)
TABLES: Final = (AUDIT, FLOW, DNS, FIREWALL, REQUESTS, CONNECTED)

using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Tests.Reviews;

/// <summary>The reviews whose output is compared with golden files.</summary>
internal static class Samples
{
    public static IReadOnlyDictionary<string, Review> All { get; } = new Dictionary<string, Review>
    {
        ["destructive"] = A.Review(Orders()),
        ["mixed"] = Review.Of(
            [A.Project("live/dev/web", "dev"), Orders() with { Name = "live/prod/orders" }, Network(), Stage(),
                A.Project("live/dev/dns", "dev"), Imports()],
            [A.Problem()]),
        ["errored"] = A.Review(
            A.Project("payments", "prod", [A.Create("aws_sqs_queue.in", """{"name":"in"}""")],
                plan: plan => plan with { Errored = true })),
        ["policy"] = A.Review(Policed(), A.Project("live/dev/dns", "dev")),
        ["blocked"] = A.Review(Blocked(), A.Priced(Stage(), A.Cost("aws_s3_bucket.logs", null, 3.10m)),
            A.Unpriced(Imports(), "the module registry could not be reached")),
        ["scanned"] = A.Review(Scanned()),
        ["unchanged"] = A.Review(A.Project("dns", "stage")),
    };

    private static ProjectReview Orders()
    {
        var database = A.Replace(
            "aws_db_instance.orders", """
                {"endpoint":"orders.example.test","engine_version":"14.9","instance_class":"db.m6g.large",
                  "password":{"$":"sensitive"},"skip_final_snapshot":true}
                """,
            """
            {"endpoint":{"$":"unknown"},"engine_version":"16.3","instance_class":"db.m7g.xlarge",
              "password":{"$":"sensitive-changed"},"skip_final_snapshot":true}
            """,
            "engine_version");
        var group = A.Update("aws_security_group.db",
            """{"ingress":[{"cidr_blocks":["10.0.0.0/8"],"from_port":5432}]}""",
            """{"ingress":[{"cidr_blocks":["10.20.0.0/16"],"from_port":5432}]}""");
        var queue = A.Update("aws_sqs_queue.Orders", """{"tags":{}}""", """{"tags":{"owner":"orders@acme.com"}}""");
        var risk = A.Risk(
            RiskClass.Destructive,
            A.Factor("data-loss", 55, "aws_db_instance.orders", "stateful, and skip_final_snapshot is true"),
            A.Factor("forced-replace", 10, "aws_db_instance.orders", "engine_version forces replacement"),
            A.Factor("blast", 19, "aws_db_instance.orders", "12 dependants, 2 stateful, 3 deep"),
            A.Factor("size", 5, null, "3 changes"));
        var blast = new BlastRadius(new("aws_db_instance.orders"),
            [.. Enumerable.Range(1, 12).Select(i => $"aws_lambda_function.f{i}")], 2, 3, AtLeast: false);
        return A.Project("database-upgrade", "prod", [database, group, queue], risk with { Blasts = [blast] });
    }

    private static ProjectReview Policed() => A.Project(
        "live/prod/files",
        "prod",
        [
            A.Create("aws_s3_bucket.logs", """{"bucket":"logs","region":"us-east-1","tags":{"env":"prod"}}"""),
            A.Update("aws_db_instance.orders", """{"instance_class":"db.t4g.small"}""",
                """{"instance_class":"db.r7g.large"}"""),
            A.Delete("aws_dynamodb_table.carts[\"eu\"]"),
        ],
        A.Risk(RiskClass.Destructive, A.Factor("data-loss", 40, "aws_dynamodb_table.carts[\"eu\"]", "stateful"))) with
    {
        EntryFile = "live/prod/files/main.tf",
        Findings =
        [
            A.Finding() with { Actual = "nothing", Expected = "the mail of a team",
                Why = "Finance allocates by these tags",
                Docs = "https://wiki.acme.example/tags", Fix = "owner = \"your-team@acme.com\"",
                Source = new("storage.tf", 12) },
            A.Finding(verdict: FindingVerdict.Unknown, attribute: "tags.cost-center")
                with { Actual = "known after apply",
                Expected = "one of \"1001\", \"1002\"", Why = "Finance allocates by these tags",
                Docs = "https://wiki.acme.example/tags", Source = new("storage.tf", 12) },
            A.Finding("sizes", PolicyLevel.Approve, address: "aws_db_instance.orders", attribute: "instance_class",
                kind: "sizes") with { Actual = "db.r7g.large", Expected = "db.t4g.*",
                Fix = "instance_class = \"db.t4g.large\"", Approvers = ["dba", "platform"] },
            A.Finding("names", PolicyLevel.Advise, attribute: "bucket", kind: "naming") with { Actual = "logs",
                Expected = "/^prod-/", Note = "the waiver expired on 2026-01-31" },
            A.Finding("eu-only", verdict: FindingVerdict.Waived, attribute: "region",
                kind: "regions") with { Actual = "us-east-1", Expected = "eu-west-1",
                Note = "until 2026-12-31: migration OPS-142" },
            A.Finding("keep-data", verdict: FindingVerdict.Ignored, address: "aws_dynamodb_table.carts[\"eu\"]",
                attribute: "", kind: "protect")
                    with { Actual = "delete", Expected = "kept", Note = "moved to the new store",
                Source = new("../carts/main.tf", 3) },
        ],
        Suggestions = [new("encryption", new("aws_db_instance.orders"), "storage_encrypted", "false", "true",
            "Anyone with access to the disk or the network can read the data.")],
    };

    /// <summary>A review with every kind of policy and cost output.</summary>
    private static ProjectReview Blocked() => A.Priced(
        Orders() with
        {
            Name = "live/prod/orders",
            EntryFile = "live/prod/orders/main.tf",
            Findings =
            [
                A.Finding("private-and-encrypted", address: "aws_db_instance.orders", attribute: "storage_encrypted",
                    kind: "attributes")
                        with { Actual = "false", Expected = "true", Why = "Customer data is encrypted at rest",
                    Docs = "https://wiki.acme.example/encryption", Fix = "storage_encrypted = true",
                    Source = new("main.tf", 14) },
                .. Enumerable.Range(0, 8)
                    .Select(i => A.Finding(address: $"aws_sqs_queue.jobs[{i}]") with { Actual = i == 7 ? "\"nobody\""
                        : "not set", Expected = "any value", Why = "Finance allocates by these tags",
                        Docs = "the page on tags", Fix = "Add \"owner\" to tags: any value" }),
                A.Finding("keep-data", PolicyLevel.Approve, address: "aws_db_instance.orders", attribute: "",
                    kind: "protect") with { Actual = "replace", Expected = "never delete, replace",
                    Fix = "Undo what forces aws_db_instance.orders to be replaced",
                    Approvers = ["dba", "@acme/platform"] },
                A.Finding("budget", PolicyLevel.Approve, address: null, attribute: "max_increase",
                    kind: "cost") with { Actual = "+$212.40 per month", Expected = "at most +$200.00 per month" },
                A.Finding("eu-only", verdict: FindingVerdict.Unknown, address: "aws_sqs_queue.Orders",
                    attribute: "region", kind: "regions")
                        with { Actual = "(known after apply)", Expected = "eu-central-1" },
                A.Finding("core-tags", verdict: FindingVerdict.Waived,
                    address: "aws_s3_bucket.legacy") with { Note = "waived until 2026-12-31: migration OPS-142" },
                A.Finding("core-tags", verdict: FindingVerdict.Waived, address: "aws_s3_bucket.legacy",
                    attribute: "tags.cost-center") with { Note = "waived until 2026-12-31: migration OPS-142" },
                A.Finding("names", PolicyLevel.Advise, address: "aws_sqs_queue.Orders", attribute: "name",
                    kind: "naming") with { Actual = "\"Orders\"", Expected = "/^prod-[a-z]+$/",
                    Note = "waiver expired on 2026-10-01" },
            ],
            Suggestions =
            [
                new("encryption", new("aws_db_instance.orders"), "storage_encrypted", "false", "true",
                    "Anyone with access to the disk or the network can read the data."),
                new("deletion-protection", new("aws_db_instance.orders"), "deletion_protection", "false", "true",
                    "With deletion protection, the provider refuses to delete the resource until the protection " +
                        "is removed."),
            ],
        },
        new CostCounts(12, 3, 9, [new("aws_kinesis_firehose_delivery_stream", 1)]),
        A.Cost("aws_db_instance.orders", 410.00m, 622.40m, "Database instance (on-demand, Multi-AZ, db.m6g.large)",
            "Database instance (on-demand, Multi-AZ, db.m7g.xlarge)"),
        A.Cost("aws_nat_gateway.main", 1270.70m, 1270.70m));

    /// <summary>Findings of other scanners, alone and next to a rule of ours.</summary>
    private static ProjectReview Scanned() =>
        A.Project(
            "live/prod/orders", "prod", [A.Create("aws_db_instance.orders", """{"storage_encrypted":false}""")]) with
        {
            EntryFile = "live/prod/orders/main.tf",
            Findings =
        [
            A.Finding("encrypted", address: "aws_db_instance.orders", attribute: "storage_encrypted",
                kind: "attributes") with { Actual = "false", Expected = "true", Source = new("main.tf", 3),
                Also = ["checkov/CKV_AWS_16", "trivy/AVD-AWS-0080"] },
            A.Finding("trivy/AVD-AWS-0180", address: "aws_db_instance.orders", attribute: "publicly_accessible",
                kind: "scanner") with { Actual = "Instance is exposed publicly. | `x` <b> @org/team \u202e",
                Docs = "https://avd.aquasec.com/misconfig/avd-aws-0180", Source = new("main.tf", 4) },
            A.Finding("checkov/CKV_AWS_118", verdict: FindingVerdict.Ignored, address: "aws_db_instance.orders",
                attribute: "", kind: "scanner") with { Actual = "Ensure that enhanced monitoring is enabled",
                Note = "ignored by a checkov comment: the agent does it", Source = new("main.tf", 1) },
            A.Finding("checkov/CKV_TF_1", PolicyLevel.Approve, address: "module.net", attribute: "source",
                kind: "scanner") with { Actual = "Ensure Terraform module sources use a commit hash",
                Source = new("main.tf", 9), Approvers = ["platform"] },
            A.Finding("tflint/terraform_unused_declarations", PolicyLevel.Advise, address: null, attribute: "",
                kind: "scanner") with { Actual = "variable \"team\" is declared but not used",
                Source = new("variables.tf", 1) },
        ],
        };

    private static ProjectReview Network() => A.Project(
        "live/prod/network",
        "prod",
        [
            A.Delete("aws_subnet.a[2]", "delete_because_count_index"),
            A.Delete("aws_route_table.old") with { Deposed = "a1b2c3d4" },
            A.Change("aws_vpc.main", ["forget"]) with { Reason = "forgot_because_lifecycle_destroy_in_config" },
            A.Create("aws_subnet.b"),
        ],
        A.Risk(RiskClass.Destructive,
            A.Factor("likely-rename", 15, "aws_subnet.a[2]", "its index is gone and a like resource is created")) with
        {
            Blasts = [new(new("aws_subnet.a[2]"), null, 0, 0, AtLeast: false)],
            Moves = [new(new("aws_subnet.a[2]"), new("aws_subnet.b"))],
        },
        plan => plan with
        {
            Drift = [A.Update(
            "aws_vpc.main", """{"tags":{"team":"net"}}""", """{"tags":{"team":"web"}}""")]
        });

    private static ProjectReview Stage() => A.Project(
        "live/stage/orders",
        "stage",
        [
            A.Update("aws_iam_policy.app",
                A.Text("policy", "{\n  \"Effect\": \"Allow\",\n  \"Action\": \"s3:Get*\"\n}"),
                A.Text("policy", "{\n  \"Effect\": \"Allow\",\n  \"Action\": \"s3:*\"\n}")),
            A.Create("aws_s3_bucket.logs", """{"arn":{"$":"unknown"},"bucket":"logs","token":{"$":"masked"}}"""),
            A.Change("data.aws_ami.base", ["read"], "null") with { Reason = "read_because_config_unknown" },
        ],
        plan: plan => plan with
        {
            Outputs = [new(
            "url", PlanAction.Update, A.Json("\"http://a.test\""), A.Json("\"https://a.test\""))]
        });

    private static ProjectReview Imports() => A.Project(
        "live/stage/web",
        "stage",
        [
            A.Change("aws_lb.web", ["no-op"]) with { Importing = new PlanValue.Text("arn:aws:lb/web") },
            A.Change("aws_lb.api", ["no-op"]) with { PreviousAddress = new("aws_lb.old") },
        ],
        A.Risk(RiskClass.Safe));
}

namespace TfPilot.Core.Tests.Settings;

/// <summary>
/// For each diagnosis: workflows that have the problem, with the start of the text that the finding points at, and
/// similar workflows without the problem.
/// </summary>
internal static class DiagnosisCases
{
    private const string Sha = "08c6903cd8c0fde910a37f88322edcfb5dd907a8";
    private const string Digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Pull = "on: pull_request\npermissions: {}\n";
    private const string Checkout = "{ uses: actions/checkout@v5, with: { persist-credentials: false } }";
    private const string Plan = "{ run: terraform plan }";
    private const string Publish = "{ uses: tfpilot/tfpilot-actions@v1, with: { command: publish } }";
    private const string Review = "{ uses: tfpilot/tfpilot-actions@v1, with: { plan: plan.json } }";
    private const string Upload =
        "{ uses: actions/upload-artifact@v4, with: { name: \"tfpilot-${{ matrix.a }}\", path: tfpilot-review } }";
    private const string Download =
        "{ uses: actions/download-artifact@v4, with: { pattern: tfpilot-*, path: reviews } }";

    public static readonly IReadOnlyList<(string Id, string At, string Bad, string Good)> All =
    [
        ("workflow-unreadable", "\tjobs", "on: push\n\tjobs: {}", "on: push\njobs: {}"),
        ("workflow-unreadable", "[]", "[]", "{}"),
        ("workflow-unreadable", "<<: *a", "on: push\njobs: { a: &a { runs-on: x }, b: { <<: *a } }",
            "on: push\njobs: { a: &a { runs-on: x }, b: *a }"),
        ("workflow-unreadable", "*a", "on: push\njobs: { b: *a, a: &a { runs-on: x } }",
            "on: push\njobs: { a: &a { runs-on: x }, b: *a }"),
        ("workflow-unreadable", "*g", $"{Bomb}jobs: *g", "x: &a [1]\nb: [*a, *a]"),
        ("permissions-missing", "on: push", "on: push\njobs: { a: { permissions: {} } }",
            "on: push\npermissions: { contents: read }"),
        ("permissions-write-all", "write-all", "on: push\npermissions: write-all", "on: push\npermissions: read-all"),
        ("permissions-write-all", "write-all", "on: push\npermissions: {}\njobs: { a: { permissions: write-all } }",
            "on: push\npermissions: {}\njobs: { a: { permissions: { contents: write } } }"),
        ("grants-missing", "{}", $"{Pull}jobs: {{ a: {Call} }}",
            $"on: pull_request\npermissions: {{ contents: read, pull-requests: write }}\njobs: {{ a: {Call} }}"),
        ("grants-missing", "{ contents: read, pull-requests: read }",
            $"{Pull}jobs: {{ a: {{ permissions: {{ contents: read, pull-requests: read }}, uses: {PlanWorkflow} }} }}",
            $"{Pull}jobs: {{ a: {{ permissions: {{ contents: write, pull-requests: write }}, uses: " +
                $"{PlanWorkflow} }} }}"),
        ("grants-missing", "{ contents: read, pull-requests: write }",
            $"{Pull}jobs: {{ a: {{ permissions: {{ contents: read, pull-requests: write }}, uses: " +
                $"{PlanAppWorkflow} }} }}",
                $"{Pull}jobs: {{ a: {{ permissions: {{ contents: read, pull-requests: write, id-token: write }}, " +
                    $"uses: {PlanAppWorkflow} }} }}"),
        ("grants-too-much", "{ contents: write",
            $"{Pull}jobs: {{ a: {{ permissions: {{ contents: write, pull-requests: write }}, uses: " +
                $"{PlanWorkflow} }} }}",
                $"{Pull}jobs: {{ a: {{ permissions: {{ contents: read, pull-requests: write }}, uses: " +
                    $"{PlanWorkflow} }} }}"),
        ("grants-too-much", "{ contents: read, pull-requests: write, id-token",
            $"{Pull}jobs: {{ a: {{ permissions: {{ contents: read, pull-requests: write, id-token: write }}, uses: " +
                $"{PlanWorkflow} }} }}",
                $"{Pull}jobs: {{ a: {{ permissions: {{ contents: read, pull-requests: write, id-token: none }}, " +
                    $"uses: {PlanWorkflow} }} }}"),
        ("head-with-our-rights", "\"${{ github.event.pull_request.head.sha",
            Steps("pull_request_target",
                "{ uses: actions/checkout@v5, with: { ref: \"${{ github.event.pull_request.head.sha }}\" } }"),
                Steps("pull_request",
                    "{ uses: actions/checkout@v5, with: { ref: \"${{ github.event.pull_request.head.sha }}\" } }")),
        ("head-with-our-rights", "\"refs/pull/",
            Steps("issue_comment",
                "{ uses: actions/checkout@v5, with: { ref: \"refs/pull/${{ github.event.issue.number }}/merge\" } }"),
                Steps("issue_comment", "{ uses: actions/checkout@v5, with: { ref: refs/heads/main } }")),
        ("head-with-our-rights", "gh pr checkout", Steps("workflow_run", "{ run: gh pr checkout 7 }"),
            Steps("workflow_run", "{ run: gh pr view 7 }")),
        ("untrusted-text", "\"echo", Steps("push", "{ run: \"echo ${{ github.event.pull_request.title }}\" }"),
            Steps("push", "{ run: \"echo $TITLE\", env: { TITLE: \"${{ github.event.pull_request.title }}\" } }")),
        ("untrusted-text", "\"git log", Steps("push", "{ run: \"git log ${{ format('{0}', github.head_ref) }}\" }"),
            Steps("push", "{ run: \"git log ${{ github.base_ref }} ${{ github.event.pull_request.head.sha }}\" }")),
        ("untrusted-text", "\"x(",
            Steps("push",
                "{ uses: actions/github-script@v7, with: { script: \"x(`${{ github.event.comment.body }}`)\" } }"),
                Steps("push",
                    "{ uses: actions/github-script@v7, with: { script: \"x(context.payload.comment.body)\" } }")),
        ("credentials-kept", "actions/checkout", Steps("pull_request", $"{{ uses: actions/checkout@v5 }}, {Plan}"),
            Steps("pull_request", $"{Checkout}, {Plan}")),
        ("credentials-kept", "actions/checkout", Steps("workflow_call", $"{{ uses: actions/checkout@v5 }}, {Plan}"),
            Steps("push", $"{{ uses: actions/checkout@v5 }}, {Plan}")),
        ("credentials-kept", "actions/checkout", Steps("pull_request", $"{{ uses: actions/checkout@v5 }}, {Review}"),
            Steps("pull_request", "{ uses: actions/checkout@v5 }")),
        ("secrets-for-forks", "\"${{ secrets.KEY",
            Steps("pull_request", "{ run: make, env: { KEY: \"${{ secrets.KEY }}\" } }"),
            Steps("pull_request", "{ run: make, env: { KEY: \"${{ secrets.GITHUB_TOKEN }}\" } }")),
        ("secrets-for-forks", "\"${{ secrets.KEY",
            Steps("pull_request", "{ run: make, env: { KEY: \"${{ secrets.KEY }}\" } }"),
            Steps("push", "{ run: make, env: { KEY: \"${{ secrets.KEY }}\" } }")),
        ("secrets-for-forks", "\"${{ secrets.KEY",
            $"{Pull}jobs: {{ a: {{ steps: [{{ run: make, env: {{ KEY: \"${{{{ secrets.KEY }}}}\" }} }}] }} }}",
            $"{Pull}jobs: {{ a: {{ if: github.event.pull_request.head.repo.full_name == github.repository, steps: " +
                $"[{{ run: make, env: {{ KEY: \"${{{{ secrets.KEY }}}}\" }} }}] }} }}"),
        ("apply-in-pull-request", "terraform -chdir",
            Steps("[push, pull_request]", "{ run: terraform -chdir=live apply tfplan }"),
            Steps("push", "{ run: terraform -chdir=live apply tfplan }")),
        ("apply-in-pull-request", "tofu apply", Steps("pull_request", "{ run: tofu apply }"),
            Steps("pull_request", "{ run: tofu apply, if: github.ref == 'refs/heads/main' }")),
        ("apply-in-pull-request", "tofu apply",
            Steps("pull_request", "{ run: tofu apply, if: github.event_name == 'push' || always() }"),
            Steps("pull_request",
                "{ run: \"# terraform apply\\necho terraform apply\\nterraform plan | grep apply\" }")),
        ("apply-in-pull-request", "dflook/terraform-apply",
            Steps("pull_request", "{ uses: dflook/terraform-apply@v1 }"),
            Steps("pull_request", "{ uses: dflook/terraform-plan@v1 }")),
        ("plan-can-apply", "\"arn:",
            Steps("pull_request",
                "{ uses: aws-actions/configure-aws-credentials@v5, with: { role-to-assume: " +
                    "\"arn:aws:iam::1:role/terraform-apply\" } }, " + Plan),
                    Steps("pull_request",
                        "{ uses: aws-actions/configure-aws-credentials@v5, with: { role-to-assume: " +
                            "\"arn:aws:iam::1:role/terraform-reply\" } }, " + Plan)),
        ("plan-can-apply", "\"${{ secrets.ADMIN_SECRET",
            Steps("pull_request", "{ run: tofu plan, env: { ARM_CLIENT_SECRET: \"${{ secrets.ADMIN_SECRET }}\" } }"),
            Steps("pull_request",
                "{ run: tofu plan, env: { ARM_CLIENT_SECRET: \"${{ secrets.READER_SECRET }}\", ARM_TENANT_ID: \"${{ " +
                    "vars.ADMIN }}\" } }")),
        ("plan-can-apply", "prod-deploy", $"{Pull}jobs: {{ a: {{ environment: prod-deploy, steps: [{Plan}] }} }}",
            $"{Pull}jobs: {{ a: {{ environment: prod-plan, steps: [{Plan}] }} }}"),
        ("plan-can-apply", "\"${{ secrets.AWS_WRITE",
            $"{Pull}jobs: {{ a: {{ secrets: {{ plan-environment: \"${{{{ secrets.AWS_WRITE }}}}\" }}, uses: " +
                $"{PlanWorkflow} }} }}",
                $"{Pull}jobs: {{ a: {{ secrets: {{ plan-environment: \"${{{{ secrets.AWS_READ }}}}\" }}, uses: " +
                    $"{PlanWorkflow} }} }}"),
        ("same-credentials", "prod, steps",
            $"on: [pull_request, push]\npermissions: {{}}\njobs: {{ a: {{ environment: prod, steps: [{Plan}] }}, b: " +
                $"{{ environment: {{ name: Prod }}, if: github.ref == 'refs/heads/main', steps: [{{ run: terraform " +
                $"apply }}] }} }}",
                $"on: [pull_request, push]\npermissions: {{}}\njobs: {{ a: {{ environment: prod-plan, steps: " +
                    $"[{Plan}] }}, b: {{ environment: prod, if: github.ref == 'refs/heads/main', steps: [{{ run: " +
                    $"terraform apply }}] }} }}"),
        ("same-credentials", "\"${{ secrets.KEY",
            $"on: [pull_request, push]\npermissions: {{}}\nenv: {{ AWS_ACCESS_KEY_ID: \"${{{{ secrets.KEY }}}}\" " +
                $"}}\njobs: {{ a: {{ steps: [{Plan}, {{ run: terraform apply, if: github.ref == " +
                $"'refs/heads/main' }}] }} }}",
                $"on: pull_request\npermissions: {{}}\nenv: {{ AWS_ACCESS_KEY_ID: \"${{{{ secrets.KEY }}}}\" " +
                    $"}}\njobs: {{ a: {{ steps: [{Plan}] }} }}"),
        ("identity-in-plan", "{ id-token: write }",
            $"{Pull}jobs: {{ a: {{ permissions: {{ id-token: write }}, steps: [{Plan}] }}, b: {{ permissions: {{ " +
                $"id-token: write }}, steps: [{Publish}] }} }}",
                $"{Pull}jobs: {{ a: {{ permissions: {{ id-token: write }}, steps: [{Plan}] }}, b: {{ permissions: " +
                    $"{{}}, steps: [{Publish}] }} }}"),
        ("apply-in-pull-request", "terraform apply",
            "on: pull_request\nx: &s [{ run: terraform apply }]\njobs: { a: { steps: *s } }",
            "on: push\nx: &s [{ run: terraform apply }]\njobs: { a: { steps: *s } }"),
        ("apply-in-pull-request", "gruntwork-io",
            Steps("pull_request", "{ uses: gruntwork-io/terragrunt-action@v3, with: { tg_command: run --all apply } }"),
            Steps("pull_request", "{ uses: gruntwork-io/terragrunt-action@v3, with: { tg_command: run --all plan } }")),
        ("apply-cancelled", "true }",
            "on: push\nconcurrency: { cancel-in-progress: true }\njobs: { a: { steps: [{ run: terragrunt run-all " +
                "apply }] } }",
                "on: push\nconcurrency: { cancel-in-progress: true }\njobs: { a: { steps: [{ run: terragrunt " +
                    "run-all plan }] } }"),
        ("apply-cancelled", "true }",
            "on: push\njobs: { a: { concurrency: { cancel-in-progress: true }, steps: [{ run: terraform destroy }] } }",
            "on: push\njobs: { a: { concurrency: { cancel-in-progress: false }, steps: [{ run: terraform " +
                "destroy }] } }"),
        ("apply-cancelled", "true }",
            $"on: push\nconcurrency: {{ cancel-in-progress: true }}\njobs: {{ a: {{ uses: {ApplyWorkflow} }} }}",
            $"on: push\nconcurrency: {{ cancel-in-progress: true }}\njobs: {{ a: {{ uses: {PlanWorkflow} }} }}"),
        ("grants-missing", "{ contents: read }",
            $"on: push\njobs: {{ a: {{ permissions: {{ contents: read }}, uses: {ApplyWorkflow} }} }}",
            "on: push\njobs: { a: { permissions: { contents: read, id-token: write }, uses: " +
                $"{ApplyWorkflow} }} }}"),
        ("apply-unlisted", "a: {", $"on: push\njobs: {{ a: {{ uses: {ApplyWorkflow} }} }}",
            $"on: push\njobs: {{ a: {{ uses: {PlanWorkflow} }} }}"),
        ("apply-unlisted", "a: {", Steps("push", "{ run: tfpilot gate plan.json }"),
            Steps("workflow_call", "{ run: tfpilot gate plan.json }")),
        ("gate-without-identity", "a: {",
            "on: push\njobs: { a: { permissions: { id-token: write }, steps: [{ run: tfpilot gate }] } }",
            "on: push\njobs: { a: { environment: prod, permissions: { id-token: write }, steps: [{ run: tfpilot " +
                "gate }] } }"),
        ("gate-without-identity", "a: {",
            "on: push\njobs: { a: { environment: prod, permissions: {}, steps: [{ run: tfpilot gate }] } }",
            "on: push\njobs: { a: { environment: prod, permissions: {}, steps: [{ run: tfpilot validate }] } }"),
        ("action-unpinned", "actions/checkout@v5", Steps("push", "{ uses: actions/checkout@v5 }"),
            Steps("push", $"{{ uses: actions/checkout@{Sha} }}, {{ uses: ./here }}")),
        ("action-unpinned", "\"docker://alpine:3", Steps("push", "{ uses: \"docker://alpine:3\" }"),
            Steps("push", $"{{ uses: \"docker://alpine@sha256:{Digest}\" }}")),
        ("action-unpinned", "acme/x", "on: push\njobs: { a: { uses: acme/x/.github/workflows/y.yml@main } }",
            $"on: push\njobs: {{ a: {{ uses: acme/x/.github/workflows/y.yml@{Sha} }} }}"),
        ("tfpilot-moves", "tfpilot/tfpilot-actions@v1", Steps("push", "{ uses: tfpilot/tfpilot-actions@v1 }"),
            Steps("push", $"{{ uses: tfpilot/tfpilot-actions@{Sha} }}")),
        ("tfpilot-moves", "\"docker://ghcr.io",
            Steps("push", "{ uses: \"docker://ghcr.io/tfpilot/tfpilot-actions:main\" }"),
            Steps("push", "{ uses: tfpilot/tfpilot-actions-evil@v1 }")),
        ("wrapper-noise", "hashicorp/setup",
            Steps("push", "{ uses: hashicorp/setup-terraform@v3 }, { run: terraform show -json tfplan > plan.json }"),
            Steps("push",
                "{ uses: hashicorp/setup-terraform@v3, with: { terraform_wrapper: false } }, { run: terraform show " +
                    "-json tfplan > plan.json }")),
        ("wrapper-noise", "opentofu/setup",
            Steps("push", "{ uses: opentofu/setup-opentofu@v2 }, { run: tofu show -no-color -json tfplan }"),
            Steps("push", "{ uses: opentofu/setup-opentofu@v2 }, { run: tofu validate -json }")),
        ("plan-uploaded", "live/tfplan",
            Steps("push", "{ uses: actions/upload-artifact@v4, with: { name: a, path: live/tfplan } }"),
            Steps("push", "{ uses: actions/upload-artifact@v4, with: { name: a, path: plan.md } }")),
        ("plan-uploaded", "\"a\\nout/p1",
            Steps("push",
                "{ run: terraform plan -out=out/p1 }, { uses: actions/upload-artifact@v4, with: { path: " +
                    "\"a\\nout/p1\" } }"),
                    Steps("push",
                        "{ run: terraform plan -out=out/p1 }, { uses: actions/upload-artifact@v4, with: { path: " +
                            "\"a\\n!out/p1\" } }")),
        ("plan-uploaded", "live/changes.json",
            Steps("push",
                "{ run: terraform show -json tfplan > live/changes.json }, { uses: actions/upload-artifact@v4, " +
                    "with: { name: a, path: live/changes.json } }"),
                    Steps("push",
                        "{ run: terraform validate -json > live/changes.json }, { uses: actions/upload-artifact@v4, " +
                            "with: { name: a, path: live/changes.json } }")),
        ("plan-uploaded", ". }",
            Steps("push", "{ run: terraform plan -out p }, { uses: actions/upload-artifact@v4, with: { path: . } }"),
            Steps("push", "{ run: terraform plan }, { uses: actions/upload-artifact@v4, with: { path: . } }")),
        ("review-not-uploaded", "tfpilot/tfpilot-actions",
            $"{Pull}jobs: {{ a: {{ strategy: {{ matrix: {{ a: [1] }} }}, steps: [{Review}] }} }}",
            $"{Pull}jobs: {{ a: {{ strategy: {{ matrix: {{ a: [1] }} }}, steps: [{Review}, {Upload}] }} }}"),
        ("review-not-uploaded", "tfpilot/tfpilot-actions",
            $"{Pull}jobs: {{ a: {{ strategy: {{ matrix: {{ a: [1] }} }}, steps: [{Review}, {{ uses: " +
                $"actions/upload-artifact@v4, with: {{ path: plan.md }} }}] }} }}",
                $"{Pull}jobs: {{ a: {{ steps: [{Review}] }} }}"),
        ("artifact-missing", "a: {", $"{Pull}jobs: {{ a: {{ steps: [{Publish}] }} }}",
            $"{Pull}jobs: {{ b: {{ steps: [{Upload}] }}, a: {{ steps: [{Download}, {Publish}] }} }}"),
        ("artifact-missing", "actions/download",
            $"{Pull}jobs: {{ a: {{ steps: [{Download}, {Publish}] }}, b: {{ steps: " +
                $"[{Upload.Replace("tfpilot-$", "review-$", StringComparison.Ordinal)}] }} }}",
                $"{Pull}jobs: {{ a: {{ steps: [{Download}, {Publish}] }}, b: {{ steps: " +
                    $"[{Upload.Replace("tfpilot-$", "$", StringComparison.Ordinal)}] }} }}"),
        ("artifact-missing", "actions/download",
            $"{Pull}jobs: {{ a: {{ steps: [{{ uses: actions/download-artifact@v4 }}, {Publish}] }} }}",
            $"{Pull}jobs: {{ a: {{ steps: [{{ uses: actions/download-artifact@v4 }}, {Publish}] }}, b: {{ steps: " +
                $"[{Upload}] }} }}"),
        ("publish-checks-out", "actions/checkout", $"{Pull}jobs: {{ a: {{ steps: [{Checkout}, {Publish}] }} }}",
            $"{Pull}jobs: {{ a: {{ steps: [{Publish}] }}, b: {{ steps: [{Checkout}, {Plan}] }} }}"),
        ("publish-checks-out", "actions/checkout",
            $"{Pull}jobs: {{ a: {{ steps: [{Checkout}, {{ run: tfpilot publish reviews }}] }} }}",
            $"{Pull}jobs: {{ a: {{ steps: [{Checkout}, {{ run: tfpilot review plan.json }}] }} }}"),
        ("publish-skipped", "a: {", $"{Pull}jobs: {{ a: {{ needs: [b], steps: [{Publish}] }} }}",
            $"{Pull}jobs: {{ a: {{ needs: [b], if: always() && true, steps: [{Publish}] }} }}"),
        ("publish-skipped", "a: {", $"{Pull}jobs: {{ a: {{ needs: b, if: github.actor != 'x', steps: [{Publish}] }} }}",
            $"{Pull}jobs: {{ a: {{ needs: b, if: \"${{{{ !cancelled() }}}}\", steps: [{Publish}] }} }}"),
        ("matrix-comments", "tfpilot/tfpilot-actions",
            $"{Pull}jobs: {{ a: {{ strategy: {{ matrix: {{ a: [1] }} }}, steps: " +
                $"[{Review.Replace("plan:", "comment: always, plan:", StringComparison.Ordinal)}] }} }}",
                $"{Pull}jobs: {{ a: {{ strategy: {{ matrix: {{ a: [1] }} }}, steps: [{Review}] }} }}"),
        ("matrix-comments", "gh pr comment",
            $"{Pull}jobs: {{ a: {{ strategy: {{ matrix: {{ a: [1] }} }}, steps: [{{ run: gh pr comment 7 --body " +
                $"x }}] }} }}", $"{Pull}jobs: {{ a: {{ steps: [{{ run: gh pr comment 7 --body x }}] }} }}"),
        ("merge-queue-cancelled", "\"t-${{ github.event.pull",
            $"{Queue}concurrency: {{ group: \"t-${{{{ github.event.pull_request.number }}}}\" }}",
            $"{Queue}concurrency: {{ group: \"t-${{{{ github.event.pull_request.number || github.ref }}}}\" }}"),
        ("merge-queue-cancelled", "\"${{ github.head_ref",
            $"{Queue}jobs: {{ a: {{ concurrency: \"${{{{ github.head_ref }}}}\" }} }}",
            $"{Queue}jobs: {{ a: {{ concurrency: \"${{{{ github.head_ref }}}}-${{{{ github.run_id }}}}\" }} }}"),
        ("merge-queue-cancelled", "\"${{ github.event.number",
            $"{Queue}concurrency: \"${{{{ github.event.number }}}}\"",
            $"{Pull}concurrency: \"${{{{ github.event.number }}}}\""),
        ("pulls-cancelled", "tfpilot",
            $"{Pull}concurrency: {{ group: tfpilot, cancel-in-progress: true }}",
            $"{Pull}concurrency: {{ group: \"${{{{ github.ref }}}}\", cancel-in-progress: true }}"),
        ("pulls-cancelled", "\"${{ github.workflow",
            $"{Pull}jobs: {{ a: {{ concurrency: {{ group: \"${{{{ github.workflow }}}}\", cancel-in-progress: true " +
                "} } }",
            $"{Pull}jobs: {{ a: {{ concurrency: {{ group: \"${{{{ github.workflow }}}}\" }} }} }}"),
        ("pulls-cancelled", "all", $"{Pull}concurrency: {{ group: all, cancel-in-progress: true }}",
            "on: push\nconcurrency: { group: all, cancel-in-progress: true }"),
        ("secrets-missing", "tfpilot/tfpilot",
            $"{Pull}jobs: {{ a: {{ uses: {PlanAppWorkflow}, with: {{ environment-suffix: -plan }} }} }}",
            $"{Pull}jobs: {{ a: {{ uses: {PlanAppWorkflow}, with: {{ environment-suffix: -plan }}, secrets: {{ " +
                "TFPILOT_PLAN_ENVIRONMENT: x } } }"),
        ("secrets-missing", "{ other",
            $"{Pull}jobs: {{ a: {{ uses: {PlanAppWorkflow}, with: {{ environment-suffix: -plan }}, secrets: {{ " +
                "other: x } } }",
            $"{Pull}jobs: {{ a: {{ uses: {PlanAppWorkflow}, with: {{ environment-suffix: -plan }}, secrets: inherit " +
                "} }"),
        ("credentials-missing", "tfpilot/tfpilot", $"{Pull}jobs: {{ a: {Call} }}",
            $"{Pull}jobs: {{ a: {{ uses: {PlanWorkflow}, secrets: {{ plan-environment: x }} }} }}"),
        ("credentials-missing", "tfpilot/tfpilot", $"{Pull}jobs: {{ a: {Call} }}",
            $"{Pull}jobs: {{ a: {{ uses: {PlanAppWorkflow}, with: {{ aws-role: x }} }} }}"),
        ("check-filtered", "['**.tf", $"on: {{ pull_request: {{ paths: ['**.tf'] }} }}\njobs: {{ a: {Call} }}",
            $"on: {{ pull_request: {{ branches: [main] }} }}\njobs: {{ a: {Call} }}"),
        ("check-filtered", "[docs",
            $"on: {{ pull_request: {{ paths-ignore: [docs/**] }} }}\njobs: {{ a: {{ steps: [{Publish}] }} }}",
            "on: { pull_request: { paths-ignore: [docs/**] } }\njobs: { a: { steps: [{ run: make }] } }"),
    ];

    private const string Queue = "on: [pull_request, merge_group]\npermissions: {}\n";
    private const string Bomb =
        "a: &a [x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, " +
        "*b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]\ng: &g [*d, *d, *d, *d, *d]\n";
    private const string PlanWorkflow = "tfpilot/tfpilot-actions/.github/workflows/tfpilot-plan.yml@v1";
    private const string PlanAppWorkflow = "tfpilot/tfpilot-actions/.github/workflows/tfpilot-plan-app.yml@v1";
    private const string ApplyWorkflow = "tfpilot/tfpilot-actions/.github/workflows/tfpilot-apply.yml@v1";
    private const string Call = $"{{ uses: {PlanWorkflow} }}";

    private static string Steps(string events, string steps) => $"on: {events}\njobs: {{ a: {{ steps: [{steps}] }} }}";
}

using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings.Layouts;

public sealed class WorkflowWorkspacesTests
{
    [Theory]
    [InlineData("steps: [{ run: terraform workspace select production }]", "production ")]
    [InlineData("steps: [{ run: terraform workspace new 'qa' }]", "qa ")]
    [InlineData("steps: [{ run: tofu workspace select -or-create=true \"qa\" && tofu plan }]", "qa ")]
    [InlineData("steps: [{ run: terraform -chdir=infra workspace select -or-create qa }]", "qa infra")]
    [InlineData("steps: [{ run: cd infra && terraform workspace select qa }]", "qa infra")]
    [InlineData("steps: [{ run: terraform workspace select $NAME, env: { NAME: qa }, working-directory: a }]", "qa a")]
    [InlineData("steps: [{ run: terraform workspace select $NAME }]", "")]
    [InlineData("steps: [{ run: terraform workspace select default }]", "")]
    [InlineData("steps: [{ run: echo workspace select qa }]", "")]
    [InlineData("env: { TF_WORKSPACE: qa }\nsteps: [{ run: terraform plan, working-directory: infra }]", "qa infra")]
    [InlineData("env: { TF_WORKSPACE: qa }\nsteps: [{ run: make plan }]", "")]
    [InlineData("environment: qa\nsteps: [{ run: terraform plan, working-directory: infra }]", "qa infra")]
    [InlineData("environment: qa\nsteps: [{ run: terraform plan }]", "")]
    [InlineData("strategy: { matrix: { env: [a, b] } }\nsteps: [{ run: \"tofu workspace select ${{ matrix.env }}\" }]",
        "a ;b ")]
    [InlineData("strategy: { matrix: { include: [{ env: a, dir: x }, { env: b, dir: y }] } }\n" +
        "steps: [{ run: \"tofu workspace select ${{ matrix.env }}\", working-directory: \"${{ matrix.dir }}\" }]",
        "a x;b y")]
    [InlineData("steps: [{ run: \"tofu workspace select ${{ inputs.stage }}\" }]", "blue ;green ")]
    public void A_workflow_names_workspaces_and_their_folders(string job, string expected)
    {
        var text = "on: { workflow_dispatch: { inputs: { stage: { type: choice, options: [blue, green] } } } }\n" +
            $"jobs:\n  a:\n    {job.Replace("\n", "\n    ", StringComparison.Ordinal)}\n";

        string.Join(';', WorkflowWorkspaces.In([text]).Select(one => $"{one.Name} {one.Folder}"))
            .Should().Be(expected);
    }

    [Fact]
    public void A_makefile_and_a_call_name_workspaces()
    {
        const string caller = "jobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    with: { workspace: live }\n";
        const string called = "jobs:\n  b:\n    env: { TF_WORKSPACE: \"${{ inputs.workspace }}\" }\n" +
            "    steps: [{ run: terraform plan }]\n";

        WorkflowWorkspaces.In(["plan:\n\tterraform workspace select prod || terraform workspace new $(ENV)\n"])
            .Should().Equal(new WorkflowWorkspace("prod", null));
        WorkflowWorkspaces.In([caller, called]).Should().Equal(new WorkflowWorkspace("live", null));
    }
}

using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>What a file of Atlantis or Digger says that tfpilot does differently or not at all.</summary>
internal static class MigrationNotes
{
    private static readonly (string Key, string Note)[] OfFile =
    [
        ("automerge", "merging after apply: your workflow or GitHub's auto-merge does it"),
        ("auto_merge", "merging after apply: your workflow or GitHub's auto-merge does it"),
        ("parallel_plan", "every plan is its own job of the matrix"),
        ("parallel_apply", "your workflow applies"),
        ("delete_source_branch_on_merge", "a setting of the repository on GitHub"),
        ("autodiscover", "projects are always discovered; `ignore` leaves folders out"),
        ("generate_projects", "projects are always discovered; `ignore` leaves folders out"),
        ("apply_after_merge", "your workflow applies"),
        ("allow_draft_prs", "drafts are planned like others"),
        ("pr_locks", "the App locks an environment for a pull request"),
        ("abort_on_execution_order_fail", "your workflow applies"),
        ("allowed_regexp_prefixes", "comments name projects and environments, without patterns"),
        ("auto_merge_strategy", "merging after apply: your workflow or GitHub's auto-merge does it"),
        ("respect_layers", "the order of applies is your workflow's"),
        ("dependency_configuration", "the order of applies is your workflow's"),
        ("traverse_to_nested_projects", "a changed file concerns the nearest project above it"),
        ("mention_drifted_projects_in_pr", "drift is shown in each plan"),
        ("comment_render_mode", "there is one comment for all plans, which is replaced"),
        ("delete_prior_comments", "there is one comment for all plans, which is replaced"),
        ("silence_pr_comments", "there is one comment for all plans, which is replaced"),
        ("repo_locks", "the App locks an environment for a pull request"),
        ("policies", "rules are in `policy` of .tfpilot.yml"),
        ("telemetry", "tfpilot sends none"),
    ];

    private static readonly (string Key, string Note)[] OfProject =
    [
        ("branch", "set `branch` of the environment where it is not the default branch"),
        ("depends_on", "the order of applies is your workflow's; Terragrunt units are planned with their dependencies"),
        ("execution_order_group", "the order of applies is your workflow's"),
        ("terraform_version", "set `tool-version` of the workflow"),
        ("terraform_distribution", "set `tool` of the workflow"),
        ("opentofu", "set `tool: tofu` of the workflow"),
        ("terragrunt", "set `tool: terragrunt` of the workflow"),
        ("aws_role_to_assume", "give the planning job its role: see the page about workflows"),
        ("drift_detection", "drift is shown in each plan; a schedule is your workflow's"),
        ("policy_check", "rules are in `policy` of .tfpilot.yml"),
        ("custom_policy_check", "results of other scanners are read as SARIF"),
        ("repo_locking", "the App locks an environment for a pull request"),
        ("repo_locks", "the App locks an environment for a pull request"),
        ("exclude_patterns", "`ignore` is for the whole repository"),
        ("layer", "the order of applies is your workflow's"),
        ("workflow_file", "write it into your own workflow around the step of tfpilot"),
        ("aws_cognito_oidc", "give the planning job its role: see the page about workflows"),
        ("pulumi", "Pulumi is not supported yet"),
        ("delete_source_branch_on_merge", "a setting of the repository on GitHub"),
        ("silence_pr_comments", "there is one comment for all plans, which is replaced"),
    ];

    private static readonly (string Key, string Note)[] OfWorkflow =
    [
        ("env_vars", "set variables of the planning job, or `var_files`"),
        ("workflow_configuration", "the events of your workflow decide when it plans"),
    ];

    /// <summary>Keys that are read, or say nothing about the plans.</summary>
    private static readonly HashSet<string> Read =
    [
        "version", "projects", "workflows", "name", "alias", "dir", "workspace", "workflow", "autoplan", "generated",
        "block_name", "include_patterns", "apply_requirements", "plan_requirements", "import_requirements", "plan",
        "apply", "policy_check", "import", "state_rm",
    ];

    private static readonly string[] Kinds = ["plan_requirements", "apply_requirements", "import_requirements"];

    private static readonly Dictionary<string, string> Requirements = new()
    {
        ["approved"] = "approvals of the environment, which also end with a new commit",
        ["mergeable"] = "GitHub's branch protection, with the App's check required",
        ["undiverged"] = "the setting \"require branches to be up to date\", or a merge queue",
        ["policies_passed"] = "rules of level `block` or `approve`",
    };

    public static IEnumerable<string> Of(Node.Map file, IEnumerable<Node.Map> workflows)
    {
        var projects = file.Maps("projects").ToList();
        foreach (var note in Keys([file], OfFile).Concat(Keys(projects, OfProject))
            .Concat(Keys([.. workflows], OfWorkflow)).Distinct())
            yield return note;
        foreach (var requirement in projects.SelectMany(
            project => Kinds.SelectMany(kind => project.Texts(kind))).Distinct())
            yield return $"requirement {VisibleText.Of(requirement)}: " +
                Requirements.GetValueOrDefault(requirement, "there is no such requirement");
        if (projects.Exists(project => project.Map("autoplan")?.Flag("enabled") == false))
            yield return "autoplan: every change is planned";
        foreach (var step in workflows.SelectMany(Steps).Distinct())
            yield return $"step {VisibleText.Of(step)}: write it into your own workflow around the step of tfpilot";
    }

    /// <summary>A key without a row is named too, so that nothing is lost without a word.</summary>
    private static IEnumerable<string> Keys(IReadOnlyList<Node.Map> maps, (string Key, string Note)[] rows)
    {
        var present = maps.SelectMany(map => map.Pairs).Select(pair => pair.Key).ToHashSet();
        return rows.Where(row => present.Contains(row.Key)).Select(row => $"{row.Key}: {row.Note}")
            .Concat(present.Except(Read).Except(rows.Select(row => row.Key)).Order(StringComparer.Ordinal)
                .Select(key => $"{VisibleText.Of(key)}: there is no such setting"));
    }

    /// <summary>The steps other than those of Terraform that every plan has.</summary>
    private static IEnumerable<string> Steps(Node.Map workflow) =>
        from stage in workflow.Pairs.Where(pair => pair.Value is Node.Map)
        from step in ((Node.Map)stage.Value).Maps("steps").SelectMany(one => one.Pairs)
        where step.Key is "run" or "env" or "multienv"
        select $"{step.Key} of {stage.Key}";
}

using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings;

public class SettingsProblemsTests
{
    [Theory]
    [InlineData("", "s.yml:1:1: the file is empty; `version: 1` alone is a valid file")]
    [InlineData("# only a comment\n", "s.yml:1:1: the file is empty; ")]
    [InlineData("{}", "s.yml:1:1: the file lacks version: ")]
    [InlineData("- version", "s.yml:1:1: the file must be a map of keys; it is a list")]
    [InlineData("version: 2", "s.yml:1:10: version must be 1, the only version there is; it is 2")]
    [InlineData("version: '1'", "s.yml:1:10: version must be 1, the only version there is; it is a text")]
    [InlineData("version: 1\nversion: 1", "s.yml:2:1: version is duplicated, first in line 1; keep one")]
    [InlineData("version: 1\n---\nversion: 1", "s.yml:2:1: a second document starts here; ")]
    [InlineData(
        "version: 1\ncost:\n\tshow_from: 1", "s.yml:3:1: invalid YAML: there is a tab here; indent with spaces")]
    [InlineData("version: 1\nunmapped: @a", "s.yml:2:11: invalid YAML: *Quote a value that starts with @")]
    [InlineData("version: 1\nignore: [", "s.yml:*: invalid YAML: *Check the quotes, colons and indentation")]
    [InlineData("version: 1\nignore: [*.md]",
        "s.yml:2:10: anchors and aliases (& and *) at ignore[0] are not supported: write the value out")]
    [InlineData("version: 1\nignore: &all [a]", "s.yml:2:9: anchors and aliases (& and *) at ignore are not supported")]
    [InlineData("version: 1\nignore: [!all a]", "s.yml:2:10: a YAML tag at ignore[0] is not supported: quote")]
    [InlineData("version: 1\n[a]: b", "s.yml:2:1: a key of the file is not a plain word")]
    [InlineData("version: 1\nowners:", "s.yml:2:8: owners has no value: write a map of keys, or remove the key")]
    [InlineData("version: 1\nlockz: {}", "s.yml:2:1: lockz is not a known key; did you mean locks?")]
    [InlineData(
        "version: 1\nx: {}", "s.yml:2:1: x is not a known key; " +
        "known keys are version, environments, *, cost and comment")]
    [InlineData(
        "version: 1\nlocks: { warn: 4h }", "s.yml:2:10: warn is not a known key in locks; known keys are warn_after")]
    [InlineData("version: 1\nlocks: { warn_after: 4 }",
        "s.yml:2:22: locks.warn_after must be a duration in minutes, hours or days, such as 30m, 4h or 14d; it is " +
        "the number 4")]
    [InlineData("version: 1\nlocks: { warn_after: 4 hours }",
        "s.yml:2:22: locks.warn_after must be a duration *; \"4 hours\" is not")]
    [InlineData("version: 1\nlocks: { warn_after: \"4h\\n\" }", "s.yml:2:22: locks.warn_after must be a duration *")]
    [InlineData("version: 1\nshared: [12]",
        "s.yml:2:10: shared[0] must be a path with globs, such as live/prod/**, but YAML reads the number 12: put " +
        "it in quotes")]
    [InlineData("version: 1\nshared: a/**",
        "s.yml:2:9: shared must be a list ([…]) of which each is a path with globs, *; it is a text")]
    [InlineData("version: 1\nshared: [/a]",
        "s.yml:2:10: shared[0] (\"/a\") is wrong: paths are relative to the repository root: remove the leading /")]
    [InlineData("version: 1\nunmapped: ignored",
        "s.yml:2:11: unmapped must be strictest | ignore, not \"ignored\"; did you mean ignore?")]
    [InlineData(
        "version: 1\ncost: { show_from: -1 }", "s.yml:2:20: cost.show_from must be a number, 0 or more; it is -1")]
    [InlineData("version: 1\ncomment: { notify_on_rise: yes }",
        "s.yml:2:28: comment.notify_on_rise must be true or false; it is a text")]
    [InlineData("version: 1\ncomment: {}", "s.yml:2:10: comment is empty; write at least one of key or notify_on_rise")]
    [InlineData("version: 1\noverride: { reason_min: 20 }", "s.yml:2:11: override lacks teams: ")]
    [InlineData("version: 1\noverride: { teams: [] }", "s.yml:2:20: override.teams is an empty list; ")]
    [InlineData("version: 1\napply: { state_recipients: [age1abc] }",
        "s.yml:2:29: apply.state_recipients[0] (\"age1abc\") is wrong: is not a whole OpenPGP public key, *")]
    [InlineData("version: 1\napply: { state_recipients: [\"-----BEGIN PGP PRIVATE KEY BLOCK-----\"] }",
        "s.yml:2:29: apply.state_recipients[0] (*) is wrong: is a private key: revoke it, *")]
    [InlineData("version: 1\napply: { probe_hosts: [\"https://a.test\"] }",
        "s.yml:2:24: apply.probe_hosts[0] (\"https://a.test\") is wrong: is not a *")]
    [InlineData("version: 1\nenvironments: { a: {} }\nverify: [{ environments: [a], http: \"https://a.test/\" }]",
        "s.yml:3:10: verify[0] requests a URL that is not allowed: apply.probe_hosts does not list a.test")]
    [InlineData("version: 1\napply: { probe_hosts: [a.test] }\nenvironments: { a: {} }\n" +
        "verify: [{ environments: [a], http: \"http://a.test/\" }]",
        "s.yml:4:10: verify[0] requests a URL that is not allowed: apply.probe_hosts allows a.test only with https")]
    [InlineData("version: 1\napply: { probe_hosts: [a.test] }\nenvironments: { a: {} }\n" +
        "verify: [{ environments: [a], http: \"https://a.test/\", within: 2h }]",
        "s.yml:4:10: verify[0] waits longer than 1h, the longest `within`")]
    [InlineData("version: 1\napply: { probe_hosts: [a.test] }\n" +
        "verify: [{ environments: [a], http: \"https://a.test/\" }]",
        "s.yml:3:10: verify[0] refers to a, which is not an environment; the file defines no environments")]
    [InlineData("version: 1\nenvironments: { a b: {} }",
        "s.yml:2:17: environments.a b must be an environment's name *; \"a b\" is not")]
    [InlineData("version: 1\nenvironments: { a: { var_files: [vars/] } }",
        "s.yml:2:34: environments.a.var_files[0] (\"vars/\") is wrong: name a file, not a folder")]
    [InlineData("version: 1\nenvironments: { a: { var_files: [\"${environment}.tfvars\"] } }",
        "s.yml:2:34: *is wrong: ${environment} is not a placeholder; the placeholders are ${project}, *")]
    [InlineData("version: 1\nenvironments: { a: { workspaces: [\"${workspace}-a\"] } }",
        "s.yml:2:35: *is wrong: the placeholders of a workspace are ${folder} and ${env}")]
    [InlineData("version: 1\nenvironments: { a: { var_files: [\"{{a}.tfvars\"] } }",
        "s.yml:2:34: *is wrong: braces must be paired and not nested, *")]
    [InlineData("version: 1\nenvironments: { a: { backend_config: [=a] } }",
        "s.yml:2:39: *is wrong: write KEY=VALUE without control characters and outer blanks")]
    [InlineData("version: 1\nenvironments: { a: { backend_config: [\"key=${name}\"] } }",
        "s.yml:2:39: *is wrong: ${name} is not a placeholder; *")]
    [InlineData("version: 1\nenvironments: { a: { approvals: never } }",
        "s.yml:2:33: environments.a.approvals must be none or a map of keys, not \"never\"")]
    [InlineData("version: 1\nenvironments: { a: { approvals: { count: 0 } } }",
        "s.yml:2:42: environments.a.approvals.count must be a whole number from 1 to 20; it is 0")]
    [InlineData("version: 1\nenvironments: { a: { approvals: { count: 1.5 } } }",
        "s.yml:2:42: environments.a.approvals.count must be a whole number *")]
    [InlineData("version: 1\nenvironments: { a: { factor: 2, risk_multiplier: 3 } }",
        "s.yml:2:22: factor is the former name of risk_multiplier, which is there as well; keep risk_multiplier")]
    [InlineData(
        "version: 1\nenvironments: { a: { approvals: { also: [{ name: x, teams: [t], when: { factor: " +
        "[data-los] } }] } } }", "s.yml:2:82: *.factor[0] must be * not \"data-los\"; did you mean data-loss?")]
    [InlineData("version: 1\nenvironments: { a: { approvals: { also: [{ name: x, when: { risk: safe } }] } } }",
        "s.yml:2:* environments.a.approvals.also[0] is empty; write at least one of teams or users")]
    [InlineData("version: 1\nenvironments: { a: { approvals: { also: [{ name: x, teams: [t], when: {} }] } } }",
        "s.yml:2:71: *.when is empty; ")]
    [InlineData("version: 1\nenvironments: { a: { destroy: { count: 2 } } }",
        "s.yml:2:* environments.a.destroy.count needs `teams` or `users` that may approve")]
    [InlineData("version: 1\nenvironments: { a: { approvals: none, destroy: { teams: [t] } } }",
        "s.yml:2:* environments.a.destroy has approvals besides those of the environment, which requires none")]
    public void A_problem_states_its_location_cause_and_fix(string text, string problem)
    {
        var problems = Given.Problems(text);

        problems.Should().ContainSingle().Which.Should().Match($"{problem}*");
    }

    [Theory]
    [InlineData("{ id: Core_tags, deny: { types: [a] } }",
        "policy.rules[0].id must be lowercase letters, digits and single hyphens, such as core-tags; " +
        "\"Core_tags\" is not")]
    [InlineData("{ id: a }",
        "policy.rules[0] has no kind; write exactly one of naming, tags, regions, sizes, deny, protect, attributes, " +
        "modules, providers or cost")]
    [InlineData("{ id: a, deny: { types: [a] }, cost: { max_total: 1 } }",
        "policy.rules[0] has 2 kinds, deny and cost; write a rule for each")]
    [InlineData("{ deny: { types: [a] } }", "policy.rules[0] lacks id: ")]
    [InlineData("{ id: a, deny: { types: [a] } }, { id: a, deny: { types: [b] } }",
        "policy.rules[1].id (a) is already used in line 4; use unique names")]
    [InlineData("{ id: a, deny: { types: [a] }, in: { prd: { level: advise } } }",
        "policy.rules[0].in.prd refers to prd, which is not an environment; did you mean prod?")]
    [InlineData("{ id: a, deny: { types: [a] }, in: { prod: { allow: x } } }",
        "allow is not a known key in policy.rules[0].in.prod; known keys are level, unknown, scope, inline_ignore, " +
        "approvers, why, docs, hint, factor and types")]
    [InlineData("{ id: a, deny: { types: [\"aws_*!\"] } }",
        "policy.rules[0].deny.types[0] (\"aws_*!\") is wrong: each ! needs a glob before and after it, such as " +
        "aws_*!aws_instance")]
    [InlineData("{ id: a, naming: { pattern: \"/(/\" } }",
        "policy.rules[0].naming.pattern (\"/(/\") is wrong: the regular expression is invalid: ")]
    [InlineData("{ id: a, naming: { pattern: \"^a\" } }",
        "policy.rules[0].naming.pattern (\"^a\") is wrong: write regular expressions between slashes, such as /^web-/")]
    [InlineData("{ id: a, naming: { pattern: [\"!=a\", \"!=b\"] } }",
        "policy.rules[0].naming.pattern combines != with other items; ")]
    [InlineData("{ id: a, naming: { pattern: null } }", "policy.rules[0].naming.pattern has no value: ")]
    [InlineData("{ id: a, tags: { required: { b: { equals: x, values: [y] } } } }",
        "policy.rules[0].tags.required.b has values and equals; keep one of them")]
    [InlineData("{ id: a, attributes: [{ type: b, each: ingress, forbid: { c: d } }] }",
        "policy.rules[0].attributes[0].each must be a path that ends in [*], such as ingress[*]; \"ingress\" is not")]
    [InlineData("{ id: a, attributes: [{ type: b }] }", "policy.rules[0].attributes[0] is empty; ")]
    [InlineData("{ id: a, cost: { currency: USD } }", "policy.rules[0].cost is empty; ")]
    [InlineData("{ id: a, regions: { gogle: a } }",
        "gogle is not a known key in policy.rules[0].regions; did you mean google?")]
    [InlineData(
        "{ id: a, deny: { types: [a] }, factor: downtme }", "policy.rules[0].factor must be *; did you mean downtime?")]
    public void A_problem_of_a_rule_is_reported(string rules, string problem)
    {
        var problems = Given.Problems($"version: 1\nenvironments: {{ prod: {{}} }}\npolicy:\n  rules: [{rules}]");

        problems.Should().ContainSingle().Which.Should().Match($"s.yml:4:*: {problem}*");
    }

    [Theory]
    [InlineData("rule: b, match: [x], until: 2030-02-01, reason: r",
        "rule refers to b, which is not a rule; remove the waiver or correct the name")]
    [InlineData("rule: names, match: [x], until: 2030-02-01", "lacks reason: *")]
    [InlineData("rule: names, match: [x], until: 2030-02-01, reason: ' '", "reason must be a text; \" \" is not")]
    [InlineData("rule: names, match: [x], reason: r", "lacks until: *")]
    [InlineData("rule: names, match: [], until: 2030-02-01, reason: r", "match is an empty list; *")]
    [InlineData("rule: names, until: 2030-02-01, reason: r", "lacks match: *")]
    [InlineData("rule: names, match: [x], until: 2030-07-02, reason: r",
        "until (2030-07-02) is too far in the future: waivers must end within 180 days (max_waiver), by 2030-07-01")]
    [InlineData("rule: names, match: [x], in: [pord], until: 2030-02-01, reason: r",
        "in[0] refers to pord, which is not an environment; did you mean prod?")]
    public void A_problem_of_a_waiver_is_reported_in_either_file(string waiver, string problem)
    {
        const string settings =
            "version: 1\nenvironments: { prod: {} }\npolicy:\n  rules: [{ id: names, naming: { pattern: a } }]\n";

        var inside = Given.Problems($"{settings}  waivers: [{{ {waiver} }}]");
        var beside = Given.Lines(
            SettingsReader.ReadWaivers("w.yml", $"waivers: [{{ {waiver} }}]", Given.Settings(settings), Given.Today));
        var list = Given.Lines(
            SettingsReader.ReadWaivers("w.yml", $"- {{ {waiver} }}", Given.Settings(settings), Given.Today));

        inside.Should().ContainSingle().Which.Should().Match($"s.yml:5:*: policy.waivers[0]*{problem}");
        beside.Should().ContainSingle().Which.Should().Match($"w.yml:1:*: waivers[0]*{problem}");
        list.Should().ContainSingle().Which.Should().Match($"w.yml:1:*: [0]*{problem}");
    }

    [Fact]
    public void All_problems_are_reported_in_file_order()
    {
        var problems = Given.Problems(
            "version: 3\nlockz: {}\nignore: [&a x, *a]\npolicy: { level: blok, rules: [{ id: A }], unknown: maybe }\n");

        problems.Select(problem => problem.Split(": ")[0]).Should()
            .Equal("s.yml:1:10", "s.yml:2:1", "s.yml:3:10", "s.yml:3:16", "s.yml:4:18", "s.yml:4:32", "s.yml:4:38",
                "s.yml:4:53");
    }

    [Theory]
    [InlineData("soon", "(soon) is not a date such as 2030-01-31, so the waiver counts as expired")]
    [InlineData("2030-13-01", "(2030-13-01) is not a date *")]
    [InlineData("20300201", "(20300201) is not a date *")]
    [InlineData("2030-01-01", "(2030-01-01) is in the past, so the waiver has expired; *")]
    public void An_expired_waiver_is_preserved_with_a_note(string until, string note)
    {
        var settings = Given.Settings(
            $"version: 1\npolicy:\n  rules: [{{ id: a, deny: {{ types: [b] }} }}]\n  waivers: [{{ rule: a, match: " +
                $"[b], until: {until}, reason: r }}]");

        settings.Policy.Waivers.Should().ContainSingle().Which.Until.Should()
            .Be(until == "2030-01-01" ? new DateOnly(2030, 1, 1) : null);
        settings.Notes.Should().ContainSingle().Which.Message.Should().Match($"policy.waivers[0].until {note}");
    }

    [Fact]
    public void A_waiver_is_valid_through_its_expiry_date()
    {
        var settings = Given.Settings(
            "version: 1\npolicy:\n  rules: [{ id: a, deny: { types: [b] } }]\n  waivers: [{ rule: a, match: [b], " +
                "until: 2030-01-02, reason: r }]");

        settings.Notes.Should().BeEmpty();
    }

    [Theory]
    [InlineData("trivy/AVD-AWS-0080", true)]
    [InlineData("Trivy/AVD-AWS-0080", false)] // tools are in small letters
    [InlineData("trivy/", false)]
    [InlineData("trivy/*", false)] // one rule, not all
    public void A_waiver_may_name_a_scanner_rule(string rule, bool isAllowed) =>
        Given.Lines(
            SettingsReader.ReadWaivers("w.yml",
                $"- {{ rule: \"{rule}\", match: [\"*\"], until: 2030-01-31, reason: r }}", Given.Settings("version: 1"),
                Given.Today))
            .Should().HaveCount(isAllowed ? 0 : 1);

    [Fact]
    public void Waivers_of_the_separate_file_are_added_to_those_of_the_settings()
    {
        var settings = Given.Settings(Given.Complete);

        var joined = SettingsReader.ReadWaivers(
            "w.yml", "- { rule: places, match: [\"*\"], until: never, reason: r }", settings, Given.Today);
        var none = SettingsReader.ReadWaivers("w.yml", "# none yet\n", settings, Given.Today);

        var (waivers, notes) = joined.Match(both => (both.Policy.Waivers, both.Notes),
            problems => throw new InvalidOperationException(problems[0].Message));
        waivers.Select(waiver => waiver.Rule).Should().Equal("labels", "places");
        notes.Should().ContainSingle().Which.Path.Should().Be("w.yml:1:40");
        none.Match(same => same.Policy.Waivers.Count, _ => -1).Should().Be(1);
    }

    [Fact]
    public void YAML_bombs_are_rejected()
    {
        var large = $"version: 1\nignore: [\"{new string('a', 1024 * 1024)}\"]";
        var deep = $"version: 1\nignore: {new string('[', 500_000)}{new string(']', 500_000)}";
        var laughs = "version: 1\nignore: [&a [x], &b [*a, *a], [*b, *b]]\n";

        Given.Problems(large).Should().ContainSingle().Which.Should().Contain("larger than the limit of 1 MiB");
        Given.Problems(deep).Should().ContainSingle().Which.Should().Contain("nested more than 32 levels deep");
        Given.Problems(laughs).Should().Contain(problem => problem.StartsWith("s.yml:2:18: anchors and aliases"));
    }

    [Theory]
    [InlineData("ignore:\n  - \"a\\0b\"\n", "s.yml:2:5")]
    [InlineData("environments:\n  - name: \"pr\\0od\"\n    paths: [live/**]\n", "s.yml:2:11")]
    [InlineData("\"a\\0b\": 1\n", "s.yml:1:1")]
    public void A_NUL_character_is_reported_with_its_location(string text, string place)
    {
        var problems = Given.Problems(text);

        problems.Should()
            .Contain(problem => problem.StartsWith($"{place}: ", StringComparison.Ordinal)
                && problem.Contains("NUL character", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ignore: [", "a,", "]")]
    [InlineData("ignore:\n", "- a\n", "")]
    [InlineData("ignore: [\"", "x ", "\"]")]
    [InlineData("", "? ", "")]
    [InlineData("", "- ", "")]
    [InlineData("a: ", "{a: ", "")]
    [InlineData("a: ", "{a ", "")]
    [InlineData("a: ", "&a ", "")]
    [InlineData("", "#\n", "")]
    [InlineData("a: |\n", "  \n", "")]
    public void The_largest_allowed_file_is_read_in_time(string start, string repeated, string end)
    {
        var text = start + string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length)) + end;
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Given.Read(text);

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Any_text_is_read_without_an_exception()
    {
        var pieces = new[] { "version: 1\n", "policy:\n", "  rules:\n", "- ", "[", "]", "{", "}", ": ", "\"", "'",
            "&a ", "*a", "!x ", "|\n", ">", "\t", "? ", "#", "---\n", "...\n", "%", "\0", "\uFEFF", "id: a\n", ",",
            "<<: ", "\r\n" };
        var random = new Random(7);

        var texts = Enumerable.Range(0, 3000)
            .Select(_ => string.Concat(
                Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)])));

        texts.Select(Given.Read).Should().OnlyContain(read => read != null);
    }
}

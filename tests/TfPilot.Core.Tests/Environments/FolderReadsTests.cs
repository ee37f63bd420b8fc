using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class FolderReadsTests
{
    [Theory]
    [InlineData("locals { a = 1 }", "")]
    [InlineData("""user_data = file("${path.module}/../boot/init.sh")""", "module ../boot/init.sh!")]
    [InlineData("""user_data = filebase64("${ path.module }/init.sh")""", "module init.sh!")]
    [InlineData("""user_data = templatefile("${path.root}/tpl/a.tpl", { port = 80 })""", "root tpl/a.tpl!")]
    [InlineData("""user_data = file("init.sh")""", "root init.sh!")] // relative to where Terraform runs
    [InlineData(
        """user_data = base64encode(templatefile("../tpl/a.tpl", { x = file("b") }))""", "root ../tpl/a.tpl! root b!")]
    [InlineData("""user_data = "${file("${path.module}/a")}-${filesha256("../b")}" """, "module a! root ../b!")]
    [InlineData("user_data = <<-EOT\n  ${file(\"../x/a\")}\n  EOT\n", "root ../x/a!")]
    [InlineData("""source_dir = "${path.module}/../lambda" """, "module ../lambda")] // read by a provider
    [InlineData("""source_dir = "../../lambda" """, "root ../../lambda")]
    [InlineData("""dir = fileset(path.module, "policies/*.json")""", "")]
    [InlineData("""dir = fileset("${path.module}/../p", "*.json")""", "module ../p!")]
    [InlineData("""provisioner "local-exec" { command = "bash ../../scripts/deploy.sh --all" }""",
        "root ../../scripts/deploy.sh")]
    [InlineData("""provisioner "local-exec" { command = "cd .. && ./run.sh" }""", "root ..")]
    [InlineData("""provisioner "local-exec" { command = "echo ${self.id}" }""", "")]
    [InlineData("""provisioner "file" { source = "${path.module}/../files/a.conf" }""", "module ../files/a.conf")]
    [InlineData("provisioner \"local-exec\" {\n command = \"true\"\n environment = { A = var.a }\n}", "")]
    [InlineData("provisioner \"remote-exec\" {\n inline = [\"echo ${var.a}\"]\n connection { host = self.ip }\n}", "")]
    [InlineData(
        "data \"external\" \"x\" {\n program = [\"python3\", \"${path.module}/../x.py\"]\n query = { a = var.a }\n}",
        "module ../x.py")]
    [InlineData("""url = "https://example.com/a/../b" """, "")]
    [InlineData("""shell = "/opt/tool/../run" """, "")]
    // escaped, so not a Terraform path
    [InlineData("""text = "$${path.module}/../a" # file(var.x)""", "root $${path.module}/../a")]
    [InlineData("# file(var.x)\n/* file(var.y) */", "")]
    [InlineData("""profile = aws_iam.file(var.x)""", "")] // a member of something, no function
    public void Files_read_by_constant_paths_are_known(string text, string reads)
    {
        var found = FolderReads.Of([("main.tf", text)]);

        found.IsKnown.Should().BeTrue();
        string.Join(' ',
            found.FromFolder.Select(path => FormatPath("module", path))
                .Concat(found.FromRoot.Select(path => FormatPath("root", path)))).Should().Be(reads);
    }

    [Theory]
    [InlineData("user_data = file(var.script)")]
    [InlineData("user_data = file(local.script)")]
    [InlineData("""user_data = file("${path.module}/${var.name}.sh")""")]
    [InlineData("""user_data = templatefile("${var.folder}/a.tpl", {})""")]
    [InlineData("""user_data = file(join("/", [path.module, "a"]))""")]
    [InlineData("""user_data = file("~/a")""")]
    [InlineData("""user_data = file("${path.cwd}/a")""")]
    [InlineData("""dir = fileset(path.module, "../**")""")]
    [InlineData("""dir = fileset(path.module, var.pattern)""")]
    [InlineData("""dir = format("%s/../x", path.module)""")]
    [InlineData("""source_dir = "../${var.name}" """)]
    [InlineData("""provisioner "local-exec" { command = var.command }""")]
    [InlineData("""provisioner "local-exec" { command = "bash ${var.script}" }""")]
    [InlineData("provisioner \"local-exec\" {\n command = \"./run.sh\"\n working_dir = local.folder\n}")]
    [InlineData("""provisioner "local-exec" { command = "$SCRIPTS/run.sh" }""")]
    [InlineData("""provisioner "local-exec" { command = "$(git rev-parse --show-toplevel)/run.sh" }""")]
    [InlineData("""provisioner "remote-exec" { script = each.value }""")]
    [InlineData("""data "external" "x" { program = ["bash", var.script] }""")]
    [InlineData("""module "a" { source = "${var.where}/a" }""")]
    public void Files_read_by_dynamic_paths_make_the_reads_unknown(string text)
    {
        FolderReads.Of([("main.tf", text)]).IsKnown.Should().BeFalse();
    }

    [Fact]
    public void Only_local_modules_are_followed()
    {
        var found = FolderReads.Of([("main.tf", """
            module "net" { source = "../modules/net" }
            module "vpc" { source = "terraform-aws-modules/vpc/aws" }
            """), ("b.tf.json", """{"module":{"x":{"source":"./x","script":"${file(\"../../s/a.sh\")}"}}}""")]);

        found.Modules.Should().Equal("../modules/net", "./x");
        found.FromRoot.Should().Contain(new ReadPath("../../s/a.sh", IsCertain: true));
    }

    public static TheoryData<string, string> Hostile { get; } = new()
    {
        { "expressions in texts in expressions", string.Concat(Enumerable.Repeat("\"${", 100_000)) },
        { "blocks that never end", string.Concat(Enumerable.Repeat("provisioner \"local-exec\" {\n", 20_000)) },
        { "sources", string.Concat(Enumerable.Repeat("source = \"x\"\n", 40_000)) },
        { "texts that go up", $"a = \"{string.Concat(Enumerable.Repeat("../", 150_000))}\"" },
        { "functions", string.Concat(Enumerable.Repeat("file(", 100_000)) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_text_is_parsed_in_time(string what, string text)
    {
        var began = System.Diagnostics.Stopwatch.StartNew();

        FolderReads.Of([("main.tf", text)]);

        began.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5), what);
    }

    private static string FormatPath(string start, ReadPath path) =>
        $"{start} {path.Path}{(path.IsCertain ? "!" : "")}";
}

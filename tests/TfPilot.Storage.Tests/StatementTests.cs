using System.Text.RegularExpressions;

namespace TfPilot.Storage.Tests;

public partial class StatementTests
{
    [Fact]
    public void Every_statement_on_a_tenant_table_filters_by_installation()
    {
        var statements = RepositoryFiles.Of("src/TfPilot.Storage/", ".cs")
            .SelectMany(path => Statements(RepositoryFiles.Read(path))).ToList();

        var strays = statements.Where(IsStray);

        statements.Where(TouchesTenants).Should().HaveCountGreaterThan(10);
        strays.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""var a = $"SELECT head FROM evidence WHERE pull = {1}";""", true)]
    [InlineData("""var a = $"DELETE FROM {table} WHERE fence = {1}";""", true)] // any table may be meant
    [InlineData("""var a = $"UPDATE pull_work SET due = TRUE WHERE installation = {1}";""", false)]
    [InlineData("""var a = $"SELECT id FROM delivery";""", false)] // belongs to no installation
    public void A_statement_without_an_installation_filter_is_found(string source, bool found)
    {
        var strays = Statements(source).Where(IsStray);

        strays.Any().Should().Be(found);
    }

    [Fact]
    public void Every_tenant_table_is_deleted_with_its_installation()
    {
        var tables = Migration.Embedded.SelectMany(migration => Tables().Matches(migration.Sql))
            .Where(table => table.Groups["columns"].Value.Contains("installation BIGINT", StringComparison.Ordinal))
            .Select(table => table.Groups["name"].Value);

        tables.Should().BeEquivalentTo(Retention.TenantTables);
    }

    private static bool IsStray(string sql) => TouchesTenants(sql) && !Condition().IsMatch(sql);

    private static bool TouchesTenants(string sql) =>
        Retention.TenantTables.Append(@"\{table\}")
        .Any(table => Regex.IsMatch(sql, $@"(FROM|INTO|UPDATE|JOIN)\s+{table}\b?"));

    private static IEnumerable<string> Statements(string source) =>
        Literals().Matches(source).Select(literal => literal.Value);

    [GeneratedRegex("\"\"\".*?\"\"\"|\"[^\"\n]*\"", RegexOptions.Singleline)]
    private static partial Regex Literals();

    [GeneratedRegex(@"\binstallation (=|IN) |INSERT INTO \w+ \(installation|SELECT installation")]
    private static partial Regex Condition();

    [GeneratedRegex(@"CREATE TABLE (?<name>\w+) \((?<columns>.*?)\);", RegexOptions.Singleline)]
    private static partial Regex Tables();
}

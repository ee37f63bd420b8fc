using Npgsql;

namespace TfPilot.Storage.Tests;

public class ConnectionTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData("Data Source=tfpilot.db", true)]
    [InlineData("data source = 'a b.db'", true)]
    [InlineData("postgres://app:hunter2@db.example.com/tfpilot?sslmode=require", false)]
    [InlineData("postgresql://app@db.example.com:6432/tfpilot", false)]
    [InlineData("Host=db.example.com;Username=app;Password=hunter2;Database=tfpilot", false)]
    public async Task A_connection_string_determines_the_database_engine(string connection, bool isFile)
    {
        await using var database = Given.Opened(connection);

        database.IsFile.Should().Be(isFile);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=:memory:")] // a database in memory forgets
    [InlineData("Data Source=tfpilot.db;Password=hunter2")]
    [InlineData("Password=hunter2")] // of which database?
    [InlineData("Host=db;Password=a;hunter2=b")] // a password cut in two by its semicolon
    [InlineData("Host=db;Password=a;hunter2")]
    [InlineData("Host=db;Port=hunter2")]
    [InlineData("postgres://app:hunter2@/tfpilot")]
    [InlineData("postgres://app:hunter2@db.example.com")]
    [InlineData("postgres://db.example.com/hunter2")]
    [InlineData("postgres://app:hunter2@db.example.com/tfpilot?sslmode=hunter2")]
    [InlineData("postgres://app:a?hunter2@db.example.com/tfpilot")] // a password that is not encoded
    [InlineData("postgres://app:a#hunter2@db.example.com/tfpilot")]
    [InlineData("mysql://app:hunter2@db.example.com/tfpilot")]
    public void An_invalid_connection_string_is_one_problem_without_the_password(string connection)
    {
        var problems = Given.Problems(connection);

        problems.Should().ContainSingle();
        problems[0].Path.Should().Be("TFPILOT_DATABASE");
        problems[0].Message.Should().NotContain(Secret);
    }

    [Fact]
    public void A_PostgreSQL_URI_is_read_completely()
    {
        var read = PostgresUri.Read(
            "postgres://ap%40p:p%3A%2F%3Bw@db.example.com:6432/tf%20pilot"
            + "?sslmode=verify-full&application_name=tfpilot");

        var builder = new NpgsqlConnectionStringBuilder(read.Match(text => text, _ => ""));
        (builder.Username, builder.Password, builder.Host, builder.Port, builder.Database, builder.SslMode,
            builder.ApplicationName)
            .Should().Be(("ap@p", "p:/;w", "db.example.com", 6432, "tf pilot", SslMode.VerifyFull, "tfpilot"));
    }
}

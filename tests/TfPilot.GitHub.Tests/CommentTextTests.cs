using TfPilot.Core.Approvals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.GitHub.Tests;

public sealed class CommentTextTests : IDisposable
{
    private readonly FakeGitHub fake = new();

    public void Dispose() => fake.Dispose();

    [Fact]
    public async Task A_comment_is_read_with_its_author_text_and_pull_request()
    {
        var comment = fake.Repository.AddComment(7, FakePeople.Ann, "/tfpilot help");

        var read = await fake.Client().ReadCommentAsync(fake.Repository.Name, new(comment.Id), default);

        read.Should()
            .Be(new CommentText(new(comment.Id), new PullNumber(7), new Person(new(2001), "ann"), IsTyped: true,
                "/tfpilot help", FakeComment.Created, IsEdited: false));
    }

    [Fact]
    public async Task An_edit_within_the_same_second_counts_as_an_edit()
    {
        var comment = fake.Repository.AddComment(7, FakePeople.Ann, "/tfpilot help");
        comment.Edited = FakeComment.Created;

        var read = await fake.Client().ReadCommentAsync(fake.Repository.Name, new(comment.Id), default);

        read.IsEdited.Should().BeTrue();
    }

    [Fact]
    public async Task A_comment_by_a_bot_is_recognized()
    {
        var comment = fake.Repository.AddComment(7, fake.Viewer, "/tfpilot help");

        var read = await fake.Client().ReadCommentAsync(fake.Repository.Name, new(comment.Id), default);

        read.By!.IsBot.Should().BeTrue();
    }

    [Fact]
    public async Task A_reaction_is_added_once()
    {
        var comment = fake.Repository.AddComment(7, FakePeople.Ann, "/tfpilot help");

        await fake.Client().ReactAsync(fake.Repository.Name, new(comment.Id), "+1", default);
        await fake.Client().ReactAsync(fake.Repository.Name, new(comment.Id), "+1", default);

        comment.Reactions.Should().Equal("+1");
    }
}

using TfPilot.Core.Reviews;

namespace TfPilot.Core.Tests.Reviews;

public sealed class ActionReasonsTests
{
    [Theory]
    [InlineData("replace_because_cannot_update")]
    [InlineData("replace_because_tainted")]
    [InlineData("replace_by_request")]
    [InlineData("replace_by_triggers")]
    [InlineData("delete_because_no_resource_config")]
    [InlineData("delete_because_wrong_repetition")]
    [InlineData("delete_because_count_index")]
    [InlineData("delete_because_each_key")]
    [InlineData("delete_because_no_module")]
    [InlineData("delete_because_no_move_target")]
    [InlineData("delete_because_enabled_false")] // OpenTofu
    [InlineData("forgot_because_lifecycle_destroy_in_state")] // OpenTofu
    [InlineData("forgot_because_lifecycle_destroy_in_config")] // OpenTofu
    [InlineData("read_because_config_unknown")]
    [InlineData("read_because_dependency_pending")]
    [InlineData("read_because_check_nested")]
    public void Every_known_reason_has_a_plain_explanation(string reason) =>
    ActionReasons.Explain(reason).Should().NotContain("_because_").And.NotStartWith("Terraform says");

    [Fact]
    public void An_unknown_reason_is_shown_verbatim() =>
    ActionReasons.Explain("replace_because_new").Should().Be("Terraform says replace_because_new");
}

using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Resource types of global services, which are allowed in every region.</summary>
internal static class GlobalTypes
{
    private static readonly GlobSet Types = new(
    [
        "aws_iam_*",
        "aws_route53_{zone,record,health_check,delegation_set,query_log,key_signing_key,hosted_zone_dnssec,cidr_*"
            + ",traffic_*,zone_association}",
        "aws_route53_vpc_association_authorization", "aws_route53domains_*", "aws_cloudfront_*", "aws_waf_*",
        "aws_organizations_*",
        "aws_globalaccelerator_*", "aws_shield_*", "aws_account_*", "aws_budgets_*", "aws_ce_*", "aws_cur_*",
        "aws_networkmanager_*",
        "google_project*", "google_folder*", "google_organization*", "google_billing_*", "google_iam_*",
        "google_service_account*", "azuread_*",
    ]);

    public static bool Contains(string type) => Types.Matches(type);

    /// <summary>CloudFront firewalls are always in one fixed region.</summary>
    public static bool IsGlobal(Subject subject) =>
        subject.Kind.IsGlobal
        || (subject.Type.StartsWith("aws_wafv2_", StringComparison.Ordinal)
            && subject.Attribute("scope") is PlanValue.Text { Value: "CLOUDFRONT" });
}

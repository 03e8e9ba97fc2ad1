namespace CrmInsights.Dataverse;

/// <summary>How a table is addressed. The entity set is Dataverse's own plural and is never guessed.</summary>
/// <param name="LogicalName">Logical name, e.g. <c>account</c>.</param>
/// <param name="EntitySet">Entity set name, e.g. <c>accounts</c>.</param>
/// <param name="PrimaryKey">Primary key column, e.g. <c>accountid</c>.</param>
public sealed record DataverseTable(string LogicalName, string EntitySet, string PrimaryKey)
{
    /// <summary>Companies.</summary>
    public static DataverseTable Account { get; } = new("account", "accounts", "accountid");
    /// <summary>People.</summary>
    public static DataverseTable Contact { get; } = new("contact", "contacts", "contactid");
    /// <summary>Products.</summary>
    public static DataverseTable Product { get; } = new("product", "products", "productid");
    /// <summary>Orders.</summary>
    public static DataverseTable Order { get; } = new("salesorder", "salesorders", "salesorderid");
    /// <summary>Order lines.</summary>
    public static DataverseTable OrderLine { get; } = new("salesorderdetail", "salesorderdetails", "salesorderdetailid");
    /// <summary>Currencies.</summary>
    public static DataverseTable Currency { get; } = new("transactioncurrency", "transactioncurrencies", "transactioncurrencyid");
    /// <summary>The organisation's settings; one row.</summary>
    public static DataverseTable Organization { get; } = new("organization", "organizations", "organizationid");
    /// <summary>Runs of the app's jobs.</summary>
    public static DataverseTable Run { get; } = new("ci_run", "ci_runs", "ci_runid");
    /// <summary>Model versions.</summary>
    public static DataverseTable Model { get; } = new("ci_model", "ci_models", "ci_modelid");
    /// <summary>Rules about what goes with what.</summary>
    public static DataverseTable AssociationRule { get; } = new("ci_associationrule", "ci_associationrules", "ci_associationruleid");
    /// <summary>Answers to offers.</summary>
    public static DataverseTable Offer { get; } = new("ci_offer", "ci_offers", "ci_offerid");
    /// <summary>Plays.</summary>
    public static DataverseTable Play { get; } = new("ci_play", "ci_plays", "ci_playid");
    /// <summary>What plays did.</summary>
    public static DataverseTable Action { get; } = new("ci_action", "ci_actions", "ci_actionid");
    /// <summary>Customer segments.</summary>
    public static DataverseTable Segment { get; } = new("ci_segment", "ci_segments", "ci_segmentid");
    /// <summary>People and applications that sign in.</summary>
    public static DataverseTable User { get; } = new("systemuser", "systemusers", "systemuserid");
    /// <summary>Installed solutions.</summary>
    public static DataverseTable Solution { get; } = new("solution", "solutions", "solutionid");
    /// <summary>Registered plug-in steps.</summary>
    public static DataverseTable Step { get; } = new("sdkmessageprocessingstep", "sdkmessageprocessingsteps", "sdkmessageprocessingstepid");
    /// <summary>Secure configurations of plug-in steps.</summary>
    public static DataverseTable StepSecret { get; } =
        new("sdkmessageprocessingstepsecureconfig", "sdkmessageprocessingstepsecureconfigs", "sdkmessageprocessingstepsecureconfigid");
    /// <summary>Environment variables.</summary>
    public static DataverseTable Variable { get; } = new("environmentvariabledefinition", "environmentvariabledefinitions", "environmentvariabledefinitionid");
    /// <summary>Values of environment variables.</summary>
    public static DataverseTable VariableValue { get; } = new("environmentvariablevalue", "environmentvariablevalues", "environmentvariablevalueid");
}

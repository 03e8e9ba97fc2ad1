using System;
using System.Collections.Generic;

namespace Microsoft.Xrm.Sdk;

/// <summary>Types that a serializer may meet where a contract says object.</summary>
static class KnownValueTypes
{
    public static IEnumerable<Type> Columns { get; } =
    [
        typeof(AliasedValue), typeof(EntityCollection), typeof(EntityReference), typeof(Money), typeof(OptionSetValue), typeof(OptionSetValueCollection),
    ];

    public static IEnumerable<Type> Parameters { get; } =
    [
        .. Columns, typeof(Entity), typeof(EntityReferenceCollection), typeof(Relationship), typeof(RelatedEntityCollection), typeof(OrganizationServiceFault),
        typeof(Query.ColumnSet), typeof(Query.QueryExpression), typeof(Query.QueryByAttribute), typeof(Query.FetchExpression),
        typeof(EntityRole), typeof(EntityState), typeof(ConcurrencyBehavior), typeof(Guid[]), typeof(string[]),
    ];
}

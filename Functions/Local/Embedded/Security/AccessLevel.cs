namespace CrmInsights.Local.Embedded.Security;

/// <summary>Whose rows a privilege reaches: one's own, those of one's business unit, of that and the units below, or all.</summary>
enum AccessLevel { None, Basic, Local, Deep, Global }

/// <summary>What may be done with rows of a table.</summary>
enum Verb { Create, Read, Write, Delete, Append, AppendTo, Assign }

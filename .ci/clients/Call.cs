using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Org.OpenAPITools.Client;

/// <summary>
/// Calls every operation of a C# client of openapi-generator with its example.
/// Usage: mono Call.exe URL CALLS.json
/// </summary>
public static class Call
{
    private static readonly JsonSerializerSettings DatesAsText =
        new JsonSerializerSettings { DateParseHandling = DateParseHandling.None };

    public static void Main(string[] arguments)
    {
        var calls = JsonConvert.DeserializeObject<JArray>(File.ReadAllText(arguments[1]), DatesAsText);
        foreach (var call in calls)
        {
            var operation = (string)call["operation"];
            var api = Type.GetType("Org.OpenAPITools.Api." + Pascal((string)call["tag"]) + "Api", true);
            var method = api.GetMethod(Pascal(operation) + "WithHttpInfo");
            var given = method.GetParameters().Select(one => Value(call, one)).ToArray();
            int status;
            try
            {
                var answer = (IApiResponse)method.Invoke(Activator.CreateInstance(api, arguments[0]), given);
                status = (int)answer.StatusCode;
            }
            catch (Exception error)
            {
                throw new InvalidOperationException(operation + " failed", error);
            }
            if (status != 200)
            {
                throw new InvalidOperationException(operation + " answered " + status);
            }
        }
        Console.WriteLine(calls.Count + " operations called");
    }

    /// <summary>Returns the value of a parameter: of the path, a part of a form, the body, or none.</summary>
    private static object Value(JToken call, ParameterInfo parameter)
    {
        var name = parameter.Name;
        if (call["query"].Any(one => Pascal((string)one) == Pascal(name)))
        {
            return null;
        }
        var isForm = (string)call["media"] == "multipart/form-data";
        var value = call["path"][name] ?? (isForm ? Part((JObject)call["body"], name) : call["body"]);
        if (value == null || value.Type == JTokenType.Null)
        {
            return null;
        }
        if (parameter.ParameterType == typeof(FileParameter))
        {
            return new FileParameter(File.OpenRead((string)value["$file"]));
        }
        var text = JsonConvert.SerializeObject(value);
        return JsonConvert.DeserializeObject(text, parameter.ParameterType, DatesAsText);
    }

    private static JToken Part(JObject form, string name)
    {
        return form.Properties().Where(part => Pascal(part.Name) == Pascal(name)).Select(part => part.Value)
            .FirstOrDefault();
    }

    private static string Pascal(string name)
    {
        var words = name.Split('_').Select(word => word.Substring(0, 1).ToUpperInvariant() + word.Substring(1));
        return string.Concat(words);
    }
}

namespace Org.OpenAPITools
{
    /// <summary>
    /// The generated code names this class, unknown to Debian's older Newtonsoft.Json. It changes nothing: every
    /// generated property has its name as an attribute.
    /// </summary>
    public class CamelCaseNamingStrategy
    {
        public bool OverrideSpecifiedNames { get; set; }
    }

    /// <summary>Takes a naming strategy without using it.</summary>
    public class DefaultContractResolver : Newtonsoft.Json.Serialization.DefaultContractResolver
    {
        public CamelCaseNamingStrategy NamingStrategy { get; set; }
    }
}

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiResponse;

/**
 * Calls every operation of a Java client of openapi-generator with its example.
 *
 * <p>Usage: java Call URL CALLS.json, with the client compiled with names of parameters
 */
public final class Call {
    private static final ObjectMapper MAPPER = ApiClient.createDefaultObjectMapper();

    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        JsonNode calls = MAPPER.readTree(new File(arguments[1]));
        for (JsonNode call : calls) {
            String operation = call.get("operation").asText();
            Method method = methodOf(call.get("tag").asText(), camelCase(operation) + "WithHttpInfo");
            Object api = method.getDeclaringClass().getConstructor(ApiClient.class).newInstance(client);
            Object[] given = Arrays.stream(method.getParameters()).map(one -> value(call, one)).toArray();
            int status;
            try {
                status = ((ApiResponse<?>) method.invoke(api, given)).getStatusCode();
            } catch (Exception error) {
                throw new IllegalStateException(operation + " failed", error);
            }
            if (status != 200) {
                throw new IllegalStateException(operation + " answered " + status);
            }
        }
        System.out.println(calls.size() + " operations called");
        System.exit(0);
    }

    /** Returns the shortest of the methods of that name: the others also take headers. */
    private static Method methodOf(String tag, String name) throws ClassNotFoundException {
        String api = "org.openapitools.client.api." + tag.substring(0, 1).toUpperCase() + tag.substring(1) + "Api";
        return Arrays.stream(Class.forName(api).getMethods())
            .filter(method -> method.getName().equals(name))
            .min(Comparator.comparingInt(Method::getParameterCount))
            .orElseThrow(() -> new IllegalStateException(api + " has no " + name));
    }

    /** Returns the value of a parameter: of the path, a part of a form, the body, or none. */
    private static Object value(JsonNode call, Parameter parameter) {
        String name = parameter.getName().replaceFirst("^_", "");
        if (isInQuery(call.get("query"), name)) {
            return null;
        }
        JsonNode body = call.get("body");
        boolean form = call.get("media").asText().equals("multipart/form-data");
        JsonNode value = call.get("path").has(name) ? call.get("path").get(name) : form ? part(body, name) : body;
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.has("$file")) {
            return new File(value.get("$file").asText());
        }
        return MAPPER.convertValue(value, MAPPER.constructType(parameter.getParameterizedType()));
    }

    private static boolean isInQuery(JsonNode query, String name) {
        for (JsonNode one : query) {
            if (camelCase(one.asText()).equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode part(JsonNode form, String name) {
        return form.properties().stream()
            .filter(part -> camelCase(part.getKey()).equals(name))
            .map(part -> part.getValue())
            .findFirst()
            .orElse(null);
    }

    private static String camelCase(String name) {
        String[] words = name.split("_");
        StringBuilder joined = new StringBuilder(words[0]);
        for (String word : Arrays.copyOfRange(words, 1, words.length)) {
            joined.append(word.substring(0, 1).toUpperCase()).append(word.substring(1));
        }
        return joined.toString();
    }
}

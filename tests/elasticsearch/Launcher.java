import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** Starts one node: arguments are its home and then settings as name=value. */
public class Launcher {
    public static void main(String[] args) throws Exception {
        // First of all: classes that are loaded below ask for a logger at once.
        LogConfigurator.configureESLogging();
        Settings.Builder settings = Settings.builder().put("path.home", args[0]);
        for (String argument : Arrays.copyOfRange(args, 1, args.length)) {
            String[] pair = argument.split("=", 2);
            settings.put(pair[0], pair[1]);
        }
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings.build(), Map.of(), (Path) null, () -> "search");
        LogConfigurator.configureWithoutConfig(environment.settings());
        PluginsLoader plugins =
                PluginsLoader.createPluginsLoader(
                        PluginsLoader.loadModulesBundles(environment.modulesDir()), Set.of(), Map.of());
        Node node = new Node(environment, plugins);
        node.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                node.close();
            } catch (Exception error) {
                System.err.println("the node did not close well: " + error);
            }
        }));
        new CountDownLatch(1).await();
    }
}

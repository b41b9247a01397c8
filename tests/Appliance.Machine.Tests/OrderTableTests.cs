using System.Collections.Generic;
using System.Linq;
using Appliance.Core;

namespace Appliance.Machine.Tests;

/// <summary>The order table against a dictionary, aliases, chains and the full table included.</summary>
public sealed class OrderTableTests
{
    private const int Capacity = 24;
    private const int Accounts = 3;

    [Fact]
    public void The_table_agrees_with_a_dictionary()
    {
        for (ulong seed = TestSeed.First; seed < TestSeed.First + 20; seed++)
        {
            Model model = new(seed);
            for (int step = 0; step < 2000; step++)
            {
                model.Step();
                model.Verify(step);
            }
        }
    }

    private sealed class Model(ulong seed)
    {
        private readonly Prng random = new(seed);
        private readonly OrderTable table = new(Capacity);
        private readonly Dictionary<(uint Account, ulong Id), int> keys = [];
        private readonly List<int>[] chains = [[], [], []];
        private readonly int[] heads = [OrderTable.None, OrderTable.None, OrderTable.None];
        private readonly Dictionary<int, ulong> aliases = [];
        private readonly Dictionary<int, (uint Account, ulong Id)> ids = [];

        public void Step()
        {
            switch (random.Next(5))
            {
                case 0 or 1:
                    Add();
                    break;
                case 2 when ids.Count > 0:
                    Rename(Pick());
                    break;
                case 3 when ids.Count > 0:
                    DropAlias(Pick());
                    break;
                case 4 when ids.Count > 0:
                    Remove(Pick());
                    break;
                default:
                    break;
            }
        }

        public void Verify(int step)
        {
            string place = TestSeed.Repeat($"step {step}", seed);
            Assert.True(table.Count == ids.Count && table.IsFull == (ids.Count == Capacity), place);
            foreach (((uint account, ulong id), int index) in keys)
            {
                Assert.True(table.Find(account, id) == index, place);
            }

            (uint Account, ulong Id) absent = NewKey();
            Assert.True(table.Find(absent.Account, absent.Id) == OrderTable.None, place);
            for (int account = 0; account < Accounts; account++)
            {
                int expected = chains[account].Count - 1;
                int previous = OrderTable.None;
                for (int at = heads[account]; at != OrderTable.None; at = table[at].Next)
                {
                    Assert.True(at == chains[account][expected--] && table[at].Previous == previous, place);
                    previous = at;
                }

                Assert.True(expected == -1, place);
            }
        }

        private void Add()
        {
            if (table.IsFull)
            {
                return;
            }

            (uint account, ulong id) = NewKey();
            int index = table.Add(account, id, ref heads[account]);
            Assert.DoesNotContain(index, ids.Keys);
            ids[index] = (account, id);
            keys[(account, id)] = index;
            chains[account].Add(index);
        }

        private void Rename(int index)
        {
            DropAlias(index);
            (uint account, ulong old) = ids[index];
            ulong id = NewKey(account).Id;
            table.Rename(index, id);
            aliases[index] = old;
            ids[index] = (account, id);
            keys[(account, id)] = index;
        }

        private void DropAlias(int index)
        {
            table.DropAlias(index);
            if (aliases.Remove(index, out ulong alias))
            {
                keys.Remove((ids[index].Account, alias));
            }
        }

        private void Remove(int index)
        {
            (uint account, ulong id) = ids[index];
            table.Remove(index, ref heads[account]);
            if (aliases.Remove(index, out ulong alias))
            {
                keys.Remove((account, alias));
            }

            keys.Remove((account, id));
            ids.Remove(index);
            chains[account].Remove(index);
        }

        private int Pick() => ids.Keys.ElementAt((int)random.Next(ids.Count));

        // Few ids, so that the same one comes back and one id serves several accounts; some are extremes.
        private (uint Account, ulong Id) NewKey(uint? of = null)
        {
            while (true)
            {
                ulong id = random.Chance(100_000) ? ulong.MaxValue - (ulong)random.Next(40) : (ulong)random.Next(200);
                (uint Account, ulong Id) key = (of ?? (uint)random.Next(Accounts), id);
                if (!keys.ContainsKey(key))
                {
                    return key;
                }
            }
        }
    }
}
